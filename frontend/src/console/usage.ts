import { record } from "./schema";

export interface Usage {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
  readonly cached: number | undefined;
  /** In dollars, where the gateway tells. */
  readonly cost: number | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/** Find the usage wherever a dialect puts it, with the cost that some gateways add. */
export function usageOf(message: Members): Usage | undefined {
  const nested = record(message.response) ?? record(message.message);
  const usage = record(message.usage) ?? record(nested?.usage) ?? countsOf(message);
  if (!usage) return undefined;
  const details = record(usage.prompt_tokens_details) ?? record(usage.input_tokens_details);
  const input = number(usage.prompt_tokens) ?? number(usage.input_tokens);
  const output = number(usage.completion_tokens) ?? number(usage.output_tokens);
  return {
    input,
    output,
    total: number(usage.total_tokens) ?? sum(input, output),
    cached: number(details?.cached_tokens) ?? number(usage.cache_read_input_tokens),
    cost: number(usage.cost) ?? number(usage.cost_usd) ?? number(usage.total_cost) ?? number(message.cost),
  };
}

/** Two parts of one usage: the messages dialect tells what went in at the start and what came out at the end. */
export function joined(before: Usage | undefined, next: Usage | undefined): Usage | undefined {
  if (!before || !next) return next ?? before;
  const input = next.input ?? before.input;
  const output = next.output ?? before.output;
  return {
    input,
    output,
    total: sum(input, output) ?? next.total,
    cached: next.cached ?? before.cached,
    cost: next.cost ?? before.cost,
  };
}

// The dialect of lines of JSON counts beside the message.
function countsOf(message: Members): Members | undefined {
  const { prompt_eval_count: input, eval_count: output } = message;
  return output === undefined ? undefined : { input_tokens: input, output_tokens: output };
}

function sum(input: number | undefined, output: number | undefined): number | undefined {
  return input === undefined || output === undefined ? undefined : input + output;
}

/** A number, also where it is written as text; undefined for anything else. */
export function number(value: unknown): number | undefined {
  if (typeof value === "string" && value.trim() !== "") return number(Number(value));
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
