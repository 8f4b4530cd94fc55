/** A split tally: two halves cut from one piece, that prove a loan by fitting together. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <path fill="var(--accent)" d="M3 3h15.5v11.5h-5V29H3z" />
      <path fill="none" stroke="var(--accent)" strokeWidth="2" d="M22.5 4H28v24H17.5v-9.5h5z" />
    </svg>
  );
}
