import { type Family, hasHeader } from "./family";
import { inFront } from "./nginx";

/** Postern, the gateway that this project invents for its demonstrations. */
export const postern: Family = {
  id: "postern",
  name: "Postern",
  recognise: clues => hasHeader(clues, "x-postern-"),
  cors: { unset: "any", note: "Postern lets every origin in, and shows pages all its headers.", recipes: inFront },
  headers: [
    { name: "x-postern-cost-usd", reading: "Cost", when: "not on streams, whose last event has it" },
    { name: "x-postern-provider", reading: "Provider" },
    { name: "x-postern-model", reading: "Model" },
    { name: "x-postern-cache", reading: "Cache" },
    { name: "x-postern-attempted-retries", reading: "Retries" },
    { name: "x-postern-attempted-fallbacks", reading: "Fallbacks" },
    { name: "x-postern-guardrails", reading: "Guardrails", when: "where one was applied" },
    { name: "x-ratelimit-*", reading: "Rate limit" },
    { name: "x-postern-request-id", reading: "Request id" },
    { name: "x-postern-trace-id", reading: "Trace id" },
  ],
};
