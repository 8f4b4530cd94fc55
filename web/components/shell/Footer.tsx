import { Link } from "@/components/ui/Link.tsx";
import css from "./Footer.module.css";
import { Source } from "./Source.tsx";

export function Footer() {
  return (
    <footer className={css.footer}>
      <div className={css.inner}>
        <p>
          Parley is a contract without owner, fee, pause or upgrade. Two wallets agree; it holds the collateral until the loan is repaid or
          foreclosed.
        </p>
        <p>This page has no server. It reads the chain through your wallet, or an address that you set.</p>
        <p>
          <Link href="/help/">Help</Link>: how a loan works, and what can go wrong.
        </p>
        <Source />
      </div>
    </footer>
  );
}
