"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link inside the page. What it leads to is fetched once somebody points at it or reaches it with the keyboard, not as soon as it is seen: a
 * screen full of links would load, and run, the code of every other screen.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  const [isNear, setNear] = useState(false);
  const approach = () => setNear(true);
  return <NextLink prefetch={isNear ? "auto" : false} onPointerEnter={approach} onFocus={approach} {...props} />;
}
