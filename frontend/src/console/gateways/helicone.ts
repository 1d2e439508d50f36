import { type Family, hasHeader } from "./family";
import { inFront } from "./nginx";

/** Helicone, as documented; not measured. */
export const helicone: Family = {
  id: "helicone",
  name: "Helicone",
  recognise: clues => hasHeader(clues, "helicone-") || /(^|\.)helicone\.ai$/.test(clues.url.hostname),
  cors: {
    unset: "listed",
    note: "Helicone's own answer to other origins was not measured: a proxy in front of it can let them in.",
    recipes: inFront,
  },
  headers: [
    { name: "helicone-id", reading: "Request id" },
    { name: "helicone-cache", reading: "Cache", when: "where its cache is on" },
    { name: "helicone-*", reading: "Helicone" },
  ],
};
