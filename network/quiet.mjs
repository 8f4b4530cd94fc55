import ts from "typescript";

const isAssignment = (kind) => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** Assignments, and what waits: whatever does one of these is done for more than the log. */
const doesMore = (node) =>
  ts.isAwaitExpression(node) ||
  ts.isYieldExpression(node) ||
  ts.isDeleteExpression(node) ||
  ts.isPostfixUnaryExpression(node) ||
  (ts.isPrefixUnaryExpression(node) && [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)) ||
  (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) ||
  (ts.forEachChild(node, doesMore) ?? false);

const isLog = (node) => (ts.isIdentifier(node) ? node.text === "log" : ts.isPropertyAccessExpression(node) && node.name.text === "log");
const isLogging = (node) =>
  isLog(node) || (ts.isPropertyAccessExpression(node) && ["error", "trace"].includes(node.name.text) && isLog(node.expression));

/** Whether something is of metrics that may be missing: `this.metrics?.…`. */
const isOfMetrics = (node) =>
  ts.isPropertyAccessExpression(node) &&
  (node.questionDotToken ? /(^|\.)metrics$/.test(node.expression.getText()) : isOfMetrics(node.expression));

/** Whether a statement does nothing but write to a log, or count for metrics. */
const isLogLine = (node) =>
  ts.isExpressionStatement(node) &&
  ts.isCallExpression(node.expression) &&
  (isLogging(node.expression.expression) || isOfMetrics(node.expression.expression)) &&
  !node.expression.arguments.some(doesMore);

/** The generator that hands out a protobuf message piece by piece, as the compiler of these writes it: the last argument of `message(…)`. */
const isPiecemeal = (node) =>
  ts.isFunctionExpression(node) &&
  node.asteriskToken !== undefined &&
  ts.isCallExpression(node.parent) &&
  ts.isIdentifier(node.parent.expression) &&
  node.parent.expression.text === "message" &&
  node.parent.arguments.at(-1) === node;

/**
 * A module of libp2p as a page needs it, every remaining character in its old place, so that source maps hold: without lines to logs, which are
 * switched off in pages, without counting for metrics, which pages have none of, and with messages read whole, as this network does.
 */
export function quiet(code) {
  const file = ts.createSourceFile("module.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const cuts = [];
  const visit = (node) => {
    if (isLogLine(node)) cuts.push([node.getStart(), node.end, ";"]);
    else if (isPiecemeal(node)) cuts.push([node.body.getStart(), node.body.end, "{throw Error('Messages are read whole.')}"]);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  let quieter = code;
  for (const [start, end, text] of cuts.reverse()) {
    const [first = "", ...others] = code.slice(start, end).replace(/[^\n]/g, " ").split("\n");
    quieter = quieter.slice(0, start) + [text + first.slice(text.length), ...others].join("\n") + quieter.slice(end);
  }
  return quieter;
}

/** For the bundler. */
export default function loader(code) {
  return quiet(code);
}
