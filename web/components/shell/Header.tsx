"use client";

import { usePathname } from "next/navigation";
import { useChainId } from "wagmi";
import { classes } from "@/components/ui/classes.ts";
import { Icon, type IconName } from "@/components/ui/Icon.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { LOCAL_CHAIN_ID } from "@/lib/chains.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import css from "./Header.module.css";
import { Mark } from "./Mark.tsx";
import { Menu } from "./Menu.tsx";
import { NetworkMenu } from "./NetworkMenu.tsx";
import { PeersLink } from "./PeersLink.tsx";

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
}

const main: readonly Place[] = [
  { href: "/", label: "Market", icon: "market" },
  { href: "/post/", label: "Post", icon: "post" },
  { href: "/loans/", label: "My loans", icon: "loans" },
];
const aside: readonly Place[] = [
  { href: "/start/", label: "First loan", icon: "check" },
  { href: "/faucet/", label: "Faucet", icon: "down" },
  { href: "/settings/", label: "Settings", icon: "settings" },
];

/** On a wide screen it stands at the end of the bar. */
const peers: Place = { href: "/network/", label: "Peers", icon: "peers" };

function usePlaces(): readonly Place[] {
  const local = useChainId() === LOCAL_CHAIN_ID;
  return aside.filter(({ href }) => local || href !== "/start/");
}

/** Name, ways around, network and account. On a phone the ways around move to the bottom. */
export function Header() {
  const path = usePathname();
  const more = usePlaces();
  const current = (href: string) => (path === href ? "page" : undefined);
  const link = ({ href, label }: Place) => (
    <Link key={href} href={href} aria-current={current(href)} className={css.link}>
      {label}
    </Link>
  );
  return (
    <>
      <header className={css.header}>
        <div className={css.bar}>
          <Link href="/" className={css.home}>
            <Mark />
            <span>Parley</span>
          </Link>
          <nav aria-label="Main" className={css.nav}>
            {main.map(link)}
            <span className={css.rule} />
            {more.map(link)}
          </nav>
          <div className={css.end}>
            <span className={css.wide}>
              <PeersLink />
            </span>
            <NetworkMenu />
            <AccountMenu />
          </div>
        </div>
      </header>
      <nav aria-label="Main, at the bottom" className={css.bottom}>
        {main.map(({ href, label, icon }) => (
          <Link key={href} href={href} aria-current={current(href)} className={css.tab}>
            <Icon name={icon} size={20} />
            {label}
          </Link>
        ))}
        <Menu
          up
          className={classes(css.tab)}
          label={
            <>
              <Icon name="more" size={20} />
              More
            </>
          }
        >
          {[...more, peers].map(({ href, label, icon }) => (
            <Link key={href} href={href} aria-current={current(href)} className={css.item}>
              <Icon name={icon} />
              {label}
            </Link>
          ))}
        </Menu>
      </nav>
    </>
  );
}
