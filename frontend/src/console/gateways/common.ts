import type { KnownHeader } from "./family";

/** Headers that gateways of any family may send. */
export const COMMON: readonly KnownHeader[] = [
  { name: "retry-after", reading: "Send again after" },
  { name: "x-retry-in", reading: "Send again after" },
  { name: "deprecation", reading: "Deprecated" },
  { name: "sunset", reading: "Sunset" },
  { name: "x-request-id", reading: "Request id" },
  { name: "request-id", reading: "Request id" },
  { name: "x-correlation-id", reading: "Request id" },
  { name: "traceparent", reading: "Trace id" },
  { name: "x-trace-id", reading: "Trace id" },
  { name: "server-timing", reading: "Timing" },
  { name: "x-ratelimit-*", reading: "Rate limit" },
  { name: "ratelimit*", reading: "Rate limit" },
  { name: "mcp-session-id", reading: "MCP session" },
];
