/** A closed curve of two turns whose radius swings `lobes` times half a turn: the rosette of a banknote's guilloche. */
function rosette(lobes: number, depth: number, radius: number): string {
  const steps = 16 * lobes;
  const points = Array.from({ length: steps }, (_, i) => {
    const angle = (i / steps) * 4 * Math.PI;
    const r = radius * (1 - depth + depth * Math.cos((lobes * angle) / 2));
    return `${(50 + r * Math.cos(angle)).toFixed(1)} ${(50 + r * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

/** The mark of an id: rosettes drawn from its digits, so that two loans can be told apart at a glance. Decorative; the id stands beside it. */
export function Seal({ id, size = 48 }: { readonly id: string; readonly size?: number }) {
  const digit = (at: number) => Number.parseInt(id.slice(2 + at * 2, 4 + at * 2), 16) || 0;
  const rings = [0, 1].map((ring) => rosette(9 + 2 * (digit(ring * 2) % 8), 0.15 + (digit(ring * 2 + 1) % 20) / 100, 48 - ring * 18));
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 100 100"
      fill="none"
      stroke="var(--accent)"
      strokeWidth={size < 40 ? 2.2 : 1.2}
    >
      {rings.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
