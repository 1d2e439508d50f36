import type { Assembly } from "./assembly";

/** One thing worth knowing of a call. */
export interface Reading {
  readonly label: string;
  readonly value: string;
}

type Headers = readonly (readonly [string, string])[];

/** Milliseconds since the request left. */
export interface Timing {
  readonly head: number | undefined;
  readonly firstToken: number | undefined;
  readonly end: number | undefined;
}

// What gateways call the same thing, most telling first. Compared with names of received headers.
const KNOWN: readonly (readonly [string, RegExp])[] = [
  ["Cost", /^x-(?:\w+-)?(?:response-)?cost(?:-usd)?$/],
  ["Provider", /^(x-(?:\w+-)?provider|x-litellm-model-api-base)$/],
  ["Model", /^x-(?:\w+-)?model(?:-name|-id)?$/],
  ["Cache", /^(x-(?:\w+-)?cache(?:-status|-hit)?|cf-aig-cache-status)$/],
  ["Retries", /^x-(?:\w+-)?(?:attempted-retries|retry-attempt-count|retries|attempts)$/],
  ["Fallbacks", /^x-(?:\w+-)?(?:attempted-fallbacks|fallback\w*|last-used-option-index)$/],
  ["Gateway latency", /^x-(?:\w+-)?(?:overhead-duration-ms|gateway-latency-ms|latency-ms)$/],
  ["Guardrails", /^x-(?:\w+-)?guardrails?(?:-\w+)*$/],
  ["Left of the limit", /^(x-)?ratelimit-(?:\w+-)?remaining(?:-requests)?$/],
  ["Budget left", /^x-(?:\w+-)?budget-remaining(?:-\w+)?$/],
  ["Request id", /^(x-)?(?:\w+-)?(?:request-id|call-id|correlation-id)$/],
  ["Trace id", /^(x-(?:\w+-)?trace-id|traceparent)$/],
  ["Deprecated", /^(deprecation|x-deprecated-endpoint)$/],
  ["Sunset", /^sunset$/],
];

/** Read what a gateway tells of a call from its headers, its usage and the clock. */
export function readings(headers: Headers, assembly: Assembly, timing: Timing): readonly Reading[] {
  // The head of a stream is sent before its cost is known: some gateways write 0.
  const told = fromHeaders(headers).filter(
    ({ label, value }) => !(label === "Cost" && value === "$0" && timing.firstToken !== undefined),
  );
  const fromBody = fromUsage(assembly, timing);
  const named = new Set(fromBody.map(reading => reading.label));
  return [...fromBody, ...told.filter(reading => !named.has(reading.label))];
}

function fromHeaders(headers: Headers): Reading[] {
  return KNOWN.flatMap(([label, pattern]) => {
    const found = headers.find(([name, value]) => pattern.test(name.toLowerCase()) && value !== "");
    return found ? [{ label, value: label === "Cost" ? dollars(Number(found[1])) : found[1] }] : [];
  });
}

function fromUsage({ usage, model, finish }: Assembly, timing: Timing): Reading[] {
  const readings: Reading[] = [];
  if (usage?.cost !== undefined) readings.push({ label: "Cost", value: dollars(usage.cost) });
  if (usage?.total !== undefined) readings.push({ label: "Tokens", value: tokens(usage) });
  if (usage?.cached) readings.push({ label: "From the prompt cache", value: String(usage.cached) });
  if (timing.firstToken !== undefined) readings.push({ label: "First token", value: duration(timing.firstToken) });
  const speed = perSecond(usage?.output, timing);
  if (speed !== undefined) readings.push({ label: "Tokens a second", value: speed.toFixed(1) });
  if (model) readings.push({ label: "Model", value: model });
  if (finish) readings.push({ label: "Finish", value: finish });
  return readings;
}

function tokens({ input, output, total }: NonNullable<Assembly["usage"]>): string {
  return input === undefined || output === undefined ? String(total) : `${input} in + ${output} out = ${total}`;
}

/** Tokens a second: after the first one in a stream, else from the request on; undefined before the end. */
export function perSecond(output: number | undefined, { firstToken = 0, end }: Timing): number | undefined {
  if (!output || end === undefined || end - firstToken < 1) return undefined;
  return (output * 1000) / (end - firstToken);
}

/** An amount small enough to need its leading zeros. */
export function dollars(amount: number): string {
  if (!Number.isFinite(amount)) return "unknown";
  return amount === 0 ? "$0" : `$${Number(amount.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 10 })}`;
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
