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
  headers: [],
};
