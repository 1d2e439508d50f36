import type { Family } from "./family";
import { inFront } from "./nginx";

/** Bifrost, as documented; not measured. What it tells of a call is in `extra_fields` of the body. */
export const bifrost: Family = {
  id: "bifrost",
  name: "Bifrost",
  recognise: ({ url }) => /bifrost/.test(url.hostname),
  cors: {
    unset: "listed",
    note: "Bifrost's own answer to other origins was not measured: a proxy in front of it can let them in.",
    recipes: inFront,
  },
  headers: [{ name: "x-request-id", reading: "Request id" }],
};
