import { type Family, hasHeader } from "./family";

/** ContextForge, the MCP gateway. Measured with 1.0.7. */
export const contextForge: Family = {
  id: "contextforge",
  name: "ContextForge",
  recognise: clues =>
    hasHeader(clues, "x-deprecated-endpoint") || clues.url.port === "4444" || /contextforge/.test(clues.url.hostname),
  cors: {
    unset: "listed",
    note: "ContextForge lets in only the origins of ALLOWED_ORIGINS, each written out with its port.",
    exposes: ["content-length", "x-request-id"],
    recipes: ({ origin }) => [
      {
        title: ".env of ContextForge, then start it again",
        lines: [
          `ALLOWED_ORIGINS='["${origin}"]'`,
          "CORS_ENABLED=true",
          "# pages cannot read a session's id here: stay stateless",
          "USE_STATEFUL_SESSIONS=false",
        ].join("\n"),
      },
    ],
  },
  headers: [
    { name: "x-correlation-id", reading: "Request id" },
    { name: "x-request-id", reading: "Request id" },
    { name: "x-ratelimit-*", reading: "Rate limit" },
    { name: "deprecation", reading: "Deprecated", when: "on paths without /v1" },
    { name: "sunset", reading: "Sunset", when: "on paths without /v1" },
    { name: "link", reading: "Successor", when: "on paths without /v1; it may lead nowhere" },
    { name: "x-deprecated-endpoint", reading: "Deprecated", when: "on paths without /v1" },
  ],
};
