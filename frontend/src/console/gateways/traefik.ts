import { type CorsNeed, type Family, hasHeader, type Recipe } from "./family";

/** Traefik in front of any gateway. Measured with 3.7.15. */
export const traefik: Family = {
  id: "traefik",
  name: "Traefik",
  recognise: clues => hasHeader(clues, "x-retry-in"),
  cors: {
    unset: "listed",
    note: "Traefik lets in the origins that a headers middleware lists, on the routers that use it.",
    recipes: traefikFront,
  },
  headers: [
    { name: "retry-after", reading: "Send again after", when: "with 429" },
    { name: "x-retry-in", reading: "Send again after", when: "with 429" },
  ],
};

/** The middleware that lets a page in. */
export function traefikFront({ origin, methods, headers, exposed }: CorsNeed): readonly Recipe[] {
  const lines = [
    "http:",
    "  middlewares:",
    "    docs-cors:",
    "      headers:",
    `        accessControlAllowOriginList: ["${origin}"]`,
    `        accessControlAllowMethods: [${methods.join(", ")}, OPTIONS]`,
    `        accessControlAllowHeaders: [${headers.join(", ")}]`,
    `        accessControlExposeHeaders: [${exposed.join(", ")}]`,
    "        accessControlMaxAge: 600",
    "        addVaryHeader: true",
    "  routers:",
    "    gateway:",
    "      middlewares: [docs-cors]",
  ];
  return [
    { title: "Traefik, dynamic configuration: put the middleware on the gateway's router", lines: lines.join("\n") },
  ];
}
