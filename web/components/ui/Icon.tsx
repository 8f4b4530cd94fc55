const paths = {
  market: "M3 19h18M5 19V10m4 9V6m6 13v-6m4 6V4",
  post: "M12 5v14M5 12h14",
  loans: "M6 3h9l4 4v14H6zM9.5 11h6M9.5 15h6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  out: "M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9",
  down: "m6 9.5 6 6 6-6",
  settings: "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.5 14.5v5",
  network: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3.5 12h17M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  peers: "M5 6h.01M19 6h.01M12 19h.01M6.5 6h11M6 7.5l5 10M18 7.5l-5 10",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.3v.01",
} as const;

export type IconName = keyof typeof paths;

/** A drawn sign; words beside it, or a label around it, say what it means. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 3 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
