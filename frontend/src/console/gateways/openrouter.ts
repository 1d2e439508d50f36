import { type Family, hasHeader } from "./family";
import { inFront } from "./nginx";

/** OpenRouter, as documented; not measured. */
export const openRouter: Family = {
  id: "openrouter",
  name: "OpenRouter",
  recognise: clues => hasHeader(clues, "x-generation-id") || /(^|\.)openrouter\.ai$/.test(clues.url.hostname),
  cors: {
    unset: "any",
    note: "OpenRouter takes calls from pages; which of its headers they may read was not measured.",
    recipes: inFront,
  },
  headers: [
    { name: "x-generation-id", reading: "Request id" },
    { name: "retry-after", reading: "Send again after", when: "with 429 and 503" },
  ],
};
