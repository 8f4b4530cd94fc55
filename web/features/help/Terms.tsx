import css from "./Help.module.css";

export type Pairs = readonly (readonly [name: string, meaning: string])[];

/** Names on the left, what they mean beside them. */
export function Terms({ of }: { readonly of: Pairs }) {
  return (
    <dl className={css.terms}>
      {of.map(([name, meaning]) => (
        <div key={name} className={css.term}>
          <dt>{name}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
