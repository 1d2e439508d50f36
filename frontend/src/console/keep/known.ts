import type { Authorization } from "../auth";

/** All texts of a request that carry a key: what was typed, and what the schemes made of it. */
export function secretsOf(authorization: Authorization, typed: readonly string[]): readonly string[] {
  const carried = [
    ...[...authorization.headers, ...authorization.query].map(([, value]) => value),
    ...(authorization.cookies ?? []).map(({ value }) => value),
  ];
  // Behind the name of its scheme stands the key itself.
  return [...new Set([...typed, ...carried, ...carried.map(value => value.replace(/^\S+\s+/, ""))])].filter(Boolean);
}
