import { type Family, hasHeader } from "./family";
import { inFront } from "./nginx";
import { traefikFront } from "./traefik";

/** Portkey's open gateway. Measured with 1.15.2. */
export const portkey: Family = {
  id: "portkey",
  name: "Portkey",
  recognise: clues => hasHeader(clues, "x-portkey-") || clues.url.port === "8787" || /portkey/.test(clues.url.hostname),
  cors: {
    unset: "none",
    note: "Portkey's open gateway answers no other origin and has no setting for it: a proxy in front of it can.",
    recipes: need => [...inFront(need), ...traefikFront(need)],
  },
  headers: [
    { name: "x-portkey-cache-status", reading: "Cache" },
    { name: "x-portkey-retry-attempt-count", reading: "Retries" },
    { name: "x-portkey-last-used-option-index", reading: "Fallbacks" },
    { name: "x-portkey-provider", reading: "Provider" },
    { name: "x-portkey-trace-id", reading: "Trace id", when: "where the request carried one" },
    { name: "x-request-id", reading: "Request id" },
    { name: "retry-after", reading: "Send again after", when: "with 429" },
  ],
};
