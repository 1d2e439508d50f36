import { type Family, hasHeader } from "./family";
import { inFront } from "./nginx";

/** LiteLLM's proxy. Measured with 1.106.2. */
export const litellm: Family = {
  id: "litellm",
  name: "LiteLLM",
  recognise: clues => hasHeader(clues, "x-litellm-") || clues.url.port === "4000" || /litellm/.test(clues.url.hostname),
  cors: {
    unset: "any",
    note: "LiteLLM lets every origin in unless LITELLM_CORS_ORIGINS restricts it, but shows pages few of its headers.",
    exposes: ["content-type", "content-length"],
    recipes: need => [
      {
        title: "Environment of the proxy: only where LITELLM_CORS_ORIGINS is set",
        lines: `LITELLM_CORS_ORIGINS=${need.origin}`,
      },
      ...inFront(need, "to read its headers from a page: nginx in front of it"),
    ],
  },
  headers: [],
};
