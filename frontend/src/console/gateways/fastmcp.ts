import { type CorsNeed, type Family, hasHeader } from "./family";
import { inFront } from "./nginx";

const list = (names: readonly string[]) => names.map(name => `"${name}"`).join(", ");

/** MCP servers written with FastMCP. Measured with 4.1.2, which answers a preflight with 405. */
export const fastMcp: Family = {
  id: "fastmcp",
  name: "FastMCP",
  recognise: clues => hasHeader(clues, "mcp-session-id") || /fastmcp/.test(clues.url.hostname),
  cors: {
    unset: "none",
    note: "FastMCP answers no other origin until its application is given the middleware for it.",
    recipes: need => [{ title: "server.py", lines: middleware(need) }, ...inFront(need)],
  },
  headers: [{ name: "mcp-session-id", reading: "MCP session", when: "on the answer to initialize" }],
};

function middleware({ origin, methods, headers, exposed }: CorsNeed): string {
  return [
    "from starlette.middleware import Middleware",
    "from starlette.middleware.cors import CORSMiddleware",
    "",
    "app = mcp.http_app(middleware=[Middleware(",
    "    CORSMiddleware,",
    `    allow_origins=["${origin}"],`,
    `    allow_methods=[${list(methods)}],`,
    `    allow_headers=[${list(headers)}],`,
    `    expose_headers=[${list(exposed)}],`,
    ")])",
  ].join("\n");
}
