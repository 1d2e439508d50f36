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
    exposes: ["content-type", "content-length", "x-litellm-applied-guardrails", "x-litellm-cache-key"],
    recipes: need => [
      {
        title: "Environment of the proxy: only where LITELLM_CORS_ORIGINS is set",
        lines: `LITELLM_CORS_ORIGINS=${need.origin}`,
      },
      ...inFront(need, "to read its headers from a page: nginx in front of it"),
    ],
  },
  headers: [
    { name: "x-litellm-response-cost", reading: "Cost", when: "0.0 on streams, whose last event has it" },
    { name: "x-litellm-response-cost-*", reading: "Cost in parts" },
    { name: "x-litellm-key-spend", reading: "Spent by the key" },
    { name: "x-litellm-key-max-budget", reading: "Budget of the key", when: "where it has one" },
    { name: "x-litellm-response-duration-ms", reading: "Latency" },
    { name: "x-litellm-overhead-duration-ms", reading: "Gateway latency" },
    { name: "x-litellm-model-name", reading: "Model" },
    { name: "x-litellm-model-group", reading: "Model", when: "named as in its configuration" },
    { name: "x-litellm-model-id", reading: "Deployment" },
    { name: "x-litellm-model-api-base", reading: "Provider" },
    { name: "x-litellm-cache-key", reading: "Cache", when: "on a hit" },
    { name: "x-litellm-attempted-retries", reading: "Retries" },
    { name: "x-litellm-attempted-fallbacks", reading: "Fallbacks" },
    { name: "x-litellm-applied-guardrails", reading: "Guardrails", when: "where one was applied" },
    { name: "rate_limit_type", reading: "Rate limit", when: "with 429" },
    { name: "x-ratelimit-*", reading: "Rate limit", when: "where the key has one" },
    { name: "retry-after", reading: "Send again after", when: "with 429" },
    { name: "x-litellm-call-id", reading: "Request id" },
    { name: "x-litellm-version", reading: "Version" },
    { name: "llm_provider-*", reading: "From the provider" },
  ],
};
