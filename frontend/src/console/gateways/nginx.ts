import type { CorsNeed, Family, Recipe } from "./family";

/** nginx in front of any gateway. */
export const nginx: Family = {
  id: "nginx",
  name: "nginx",
  recognise: ({ headers }) => headers.some(([name, value]) => name.toLowerCase() === "server" && /^nginx/.test(value)),
  cors: {
    unset: "none",
    note: "nginx passes on what the gateway behind it says, and can let origins in itself.",
    recipes: need => inFront(need),
  },
  headers: [],
};

/** A location that lets a page in and streams. What is already allowed behind it is hidden: two answers are refused. */
export function inFront(need: CorsNeed, title = "nginx, in front of the gateway"): readonly Recipe[] {
  const allow = [
    `add_header Access-Control-Allow-Origin "${need.origin}" always;`,
    `add_header Access-Control-Allow-Methods "${[...need.methods, "OPTIONS"].join(", ")}" always;`,
    `add_header Access-Control-Allow-Headers "${need.headers.join(", ")}" always;`,
    `add_header Access-Control-Expose-Headers "${need.exposed.join(", ")}" always;`,
    "add_header Vary Origin always;",
  ];
  const lines = [
    "location / {",
    '  if ($request_method = "OPTIONS") {',
    ...allow.map(line => `    ${line}`),
    "    return 204;",
    "  }",
    ...allow.map(line => `  ${line}`),
    "  proxy_hide_header Access-Control-Allow-Origin;",
    "  proxy_hide_header Access-Control-Expose-Headers;",
    "  proxy_buffering off;",
    "  proxy_pass http://127.0.0.1:4000;  # where the gateway answers",
    "}",
  ];
  return [{ title, lines: lines.join("\n") }];
}
