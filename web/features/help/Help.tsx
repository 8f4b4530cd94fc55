import { Link } from "@/components/ui/Link.tsx";
import css from "./Help.module.css";
import { Section } from "./Section.tsx";
import { type Pairs, Terms } from "./Terms.tsx";
import { words } from "./words.ts";

const sections = [
  { id: "borrowing", title: "Borrowing", Text: Borrowing },
  { id: "lending", title: "Lending", Text: Lending },
  { id: "costs", title: "What it costs", Text: Costs },
  { id: "late", title: "When a payment is late", Text: Late },
  { id: "auction", title: "The auction", Text: Auction },
  { id: "note", title: "The note", Text: Note },
  { id: "signing", title: "What you sign", Text: Signing },
  { id: "risks", title: "What can go wrong", Text: Risks },
  { id: "stuck", title: "When something doesn't arrive", Text: Stuck },
  { id: "alone", title: "When this page is gone", Text: Alone },
  { id: "keyboard", title: "Keyboard", Text: Keyboard },
  { id: "words", title: "Words", Text: Words },
] as const;

/** All that a person may want to know before and after lending or borrowing. */
export function Help() {
  return (
    <div className={css.help}>
      <nav aria-label="On this page" className={css.contents}>
        <ul className={css.list}>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={css.text}>
        {sections.map(({ id, title, Text }) => (
          <Section key={id} id={id} title={title}>
            <Text />
          </Section>
        ))}
      </div>
    </div>
  );
}

function Borrowing() {
  return (
    <>
      <ol>
        <li>
          Take an offer on the <Link href="/">market</Link>, or <Link href="/post/">post</Link> a request of your own: what you need, what
          you give as collateral, and on which terms. Posting puts the collateral into escrow. You may withdraw it until somebody funds the
          request.
        </li>
        <li>When both sides agree, one transaction moves everything: the collateral into escrow, the credit to you.</li>
        <li>
          Repay under <Link href="/loans/">My loans</Link>: in parts or in full, early or on the day. Interest counts by the second on what
          is still outstanding, so paying early costs less, unless the terms have flat interest.
        </li>
        <li>The last unit you repay brings your collateral back in the same transaction. Nobody has to release it.</li>
      </ol>
      <p>
        Anyone may pay for you; the collateral still comes back to you. You can also replace the loan by another, with the same lender or a
        new one, in one transaction: its page finds offers that could.
      </p>
      <p>
        If you might forget a date, sign a standing order on the loan's page: whoever has it may pay what falls due from your wallet, within
        bounds that you sign. Nobody is obliged to, so keep an eye on the dates all the same.
      </p>
    </>
  );
}

function Lending() {
  return (
    <>
      <ol>
        <li>
          Fund a request on the <Link href="/">market</Link>, or make an offer: on one NFT, any of a collection, any of a list, or on an
          amount of a token. You may post it, which puts your credit into escrow, or only sign it.
        </li>
        <li>When it is accepted, your credit goes to the borrower, his collateral into escrow, and a note to you.</li>
        <li>Repayments go straight to your wallet, as they are made.</li>
        <li>
          If he doesn't pay, you may foreclose once a date and its grace have passed. It doesn't happen by itself: nobody watches for you.
        </li>
      </ol>
      <p>
        Where a request's collateral would go to auction, several can fund it together, as a syndicate: each brings a part, may leave with
        it until the loan is open, claims his part of what comes back, and may hand his shares on or sell them.
      </p>
      <p>You can't call a loan back early. You may sell the note, or your shares, or offer the borrower new terms.</p>
    </>
  );
}

function Costs() {
  return (
    <>
      <p>
        Parley takes no fee, from nobody, and nobody can turn one on. You pay your network for each transaction, and the borrower pays the
        lender what the terms say:
      </p>
      <ul>
        <li>Interest a year, on the outstanding principal, counted by the second. It isn't compounded.</li>
        <li>Flat interest, if the terms have it: owed from the first second, also by who repays at once.</li>
      </ul>
      <p>Being late costs nothing extra: the interest just goes on. What is at stake is the collateral.</p>
    </>
  );
}

function Late() {
  return (
    <>
      <ul>
        <li>
          <strong>Overdue.</strong> The date has passed, its grace has not. Pay what is late, and all is as if it had been in time.
        </li>
        <li>
          <strong>In default.</strong> The grace has passed too. The lender may now act, and may do so in the very next second, or never.
        </li>
        <li>
          <strong>Foreclosed.</strong> Without an auction in the terms the lender has taken the collateral,{" "}
          <strong>all of it, whatever it is worth</strong>, and the debt is settled. With one, the auction has begun.
        </li>
      </ul>
      <p>
        Until the moment of foreclosure or sale you can still pay. What makes a loan current is shown on its page; it grows every second, so
        the page adds a little, and the contract takes no more than is owed.
      </p>
      <p>
        One missed date is enough, whichever it is. A loan without collateral can't be foreclosed: it stays owed, and the chain shows that
        to everyone.
      </p>
      <p>
        Nobody writes to you when a date comes near. Under <Link href="/loans/">My loans</Link> save all due dates for your calendar, or let
        this browser remind you while the page is open.
      </p>
    </>
  );
}

function Auction() {
  return (
    <>
      <p>
        Where the terms have one, defaulted collateral is sold and not simply taken. Either side may start it. The price begins at 1,024
        times the debt, or the opening principal if that is more, and halves twenty times until the end. Whoever first finds it fair buys
        all of it.
      </p>
      <ul>
        <li>The lender gets what he is owed; what is left goes to the borrower.</li>
        <li>Less than the debt closes the loan too: the lender bears the difference.</li>
        <li>Until somebody buys, the borrower can still save everything by repaying in full.</li>
        <li>After the end the lender may take what nobody bought, and anyone may still buy at the last price until he does.</li>
      </ul>
      <p>A longer auction is fairer: the price falls more slowly, and more people see it.</p>
    </>
  );
}

function Note() {
  return (
    <p>
      The lender's side is a note, an NFT in his wallet. Whoever owns it is paid, and may foreclose. On the loan's page it can be given
      away, or sold at a price that its owner signs: money and note change hands in one transaction. Whoever buys one gets the loan as it
      stands: look at its page first. The note is burned when the loan ends. Shares of a syndicate are sold in the same way, some or all:
      the buyer has their part of what comes in from then on, and what came in before stays the seller's to claim.
    </p>
  );
}

function Signing() {
  return (
    <>
      <p>Before your wallet is asked, the page tells you what you are about to agree to. Your wallet then shows one of three things:</p>
      <ul>
        <li>
          <strong>An approval</strong> lets the contract take a token from you. The page asks for exactly what is needed.
        </li>
        <li>
          <strong>A transaction</strong> does it, now.
        </li>
        <li>
          <strong>A signature</strong> of a proposal costs nothing and moves nothing at once. But whoever holds the proposal may accept it,
          until it expires, is used up, or you cancel it. A signature can't be taken back in any other way; cancelling is a transaction.{" "}
          <em>My loans → Proposals</em> has what you signed.
        </li>
      </ul>
      <p>Compare the address, the amounts and the time with what the page says. If they differ, decline.</p>
    </>
  );
}

function Risks() {
  return (
    <>
      <h3>For both</h3>
      <ul>
        <li>The contract hasn't been audited. Nobody can pause or change it, also not to mend it.</li>
        <li>
          Tokens are made by others. Some can be paused, blocked, or taken back by their issuer; any name can be imitated. The page warns of
          what it can read, which isn't everything.
        </li>
        <li>What you do is public, for ever: who borrows what, from whom, at which rate.</li>
        <li>A lost key is lost. Nobody can give you access again.</li>
        <li>The other side may be anybody. Someone can lend to himself to look reliable: count only those you know.</li>
      </ul>
      <h3>For the borrower</h3>
      <ul>
        <li>
          Late beyond the grace, you may lose all of the collateral, even if it is worth more than you owe. An auction in the terms softens
          that.
        </li>
        <li>If the network is congested in the last minute, your payment comes late. Pay earlier.</li>
      </ul>
      <h3>For the lender</h3>
      <ul>
        <li>The collateral may fall below the debt; then it is all there is. There is no margin call unless the terms name a covenant.</li>
        <li>The borrower may repay at any time, also in the first minute. Flat interest protects you from that.</li>
        <li>A signed offer stays good while the market moves. Let it expire soon.</li>
        <li>Without collateral you have his word, and a public record if he breaks it.</li>
      </ul>
    </>
  );
}

function Stuck() {
  return (
    <ul>
      <li>
        <strong>A payment that the lender's wallet can't receive</strong> is kept by the contract in his name. The debt falls all the same.
        He collects it, to whichever address, under <Link href="/loans/">My loans</Link>.
      </li>
      <li>
        <strong>Collateral that won't move</strong>, because its token is paused or blocked, waits in the contract for whoever it is due to.
        The loan is over. Fetch it from the loan's page when its token moves again.
      </li>
      <li>
        <strong>A transaction that waits for ever</strong>: raise its fee in your wallet, or cancel it there. The page goes on where it was,
        also after a reload.
      </li>
      <li>
        <strong>The chain can't be read</strong>: set another address under <Link href="/settings/">Settings</Link>. Your loans aren't in
        this page; they are in the contract.
      </li>
    </ul>
  );
}

function Alone() {
  return (
    <>
      <p>
        The loan is between you, the other side and the contract. This page only makes the calls convenient, and it is a folder of files:
        anyone with a copy of Parley can serve it again, with <code>npm start</code>.
      </p>
      <p>
        <strong>Save the repay kit</strong> from the page of your loan, and keep it where you keep such things. It is one file that holds
        the agreement and all it takes to repay, or to foreclose, with any wallet and any address of the network. Opened without a wallet,
        it prints what to send, for another one.
      </p>
      <p>
        By hand it takes two calls, since the contract stores no terms and every call brings the agreement along: on the credit token{" "}
        <code>approve(parley, amount)</code>, a little more than you owe, and on the contract <code>repay(agreement, amount)</code>. It
        takes at most what is owed, and returns the collateral to the borrower. A lender calls <code>foreclose(agreement)</code>.
      </p>
      <p>
        If the file is lost: the agreement was announced when the loan opened, in the contract's event <code>Opened</code>, and anyone who
        has it can <em>publish</em> it again.
      </p>
    </>
  );
}

const keys: Pairs = [
  ["Tab, Shift + Tab", "to the next part of the page, and back. The first Tab skips to the content"],
  ["Enter", "follows a link, presses a button, sends a form"],
  ["Space", "presses a button, ticks a box"],
  ["Arrows", "choose one of several, and go from tab to tab"],
  ["Escape", "closes a dialog or a menu, and goes back to what opened it"],
];

function Keyboard() {
  return <Terms of={keys} />;
}

function Words() {
  return <Terms of={words} />;
}
