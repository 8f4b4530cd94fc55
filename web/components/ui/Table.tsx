// biome-ignore-all lint/a11y/noRedundantRoles: on phones the rows are blocks, which takes these roles away.
import { memo, type ReactNode } from "react";
import { classes } from "./classes.ts";
import css from "./Table.module.css";

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  readonly figures?: boolean;
  /** The row's name: its header cell, and the head of its card on a phone. */
  readonly names?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** Drawn again only if what it shows is another object: a market has many rows, and something new arrives at every moment. */
const TableRow = memo(function TableRow({ row, columns }: { readonly row: unknown; readonly columns: readonly Column<unknown>[] }) {
  return (
    <tr role="row" className={css.row}>
      {columns.map(({ key, label, cell, figures, names }) =>
        names ? (
          <th key={key} role="rowheader" scope="row" className={css.name}>
            {cell(row)}
          </th>
        ) : (
          <td key={key} role="cell" data-label={label} className={classes(css.cell, figures && css.figures)}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
});

/** A table that becomes a list of cards on a phone, each cell with its column's name. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table role="table" className={css.table}>
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup" className={css.head}>
        <tr role="row">
          {columns.map(({ key, label, figures }) => (
            <th key={key} role="columnheader" scope="col" className={classes(figures && css.figures)}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <TableRow key={rowKey(row)} row={row} columns={columns as readonly Column<unknown>[]} />
        ))}
      </tbody>
    </table>
  );
}
