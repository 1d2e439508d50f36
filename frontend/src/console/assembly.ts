import { array, record, text } from "./schema";
import type { StreamEvent } from "./stream";

/** A call of a tool that a model asks for; its arguments come in pieces. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: string;
}

/** What a model said, put together from a stream or read from one reply. */
export interface Assembly {
  readonly answer: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: string;
  readonly model: string;
  readonly usage: Usage | undefined;
  /** An error that came inside a stream whose status was fine. */
  readonly error: unknown;
  /** Whether anything of it looked like a model's answer. */
  readonly recognised: boolean;
  readonly done: boolean;
}

export interface Usage {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
  readonly cached: number | undefined;
  /** In dollars, where the gateway tells. */
  readonly cost: number | undefined;
}

type Members = Readonly<Record<string, unknown>>;

export const EMPTY: Assembly = {
  answer: "",
  reasoning: "",
  toolCalls: [],
  finish: "",
  model: "",
  usage: undefined,
  error: undefined,
  recognised: false,
  done: false,
};

/** Take one more event in; understands chat completions, completions, responses and messages dialects. */
export function assembled(before: Assembly, event: StreamEvent): Assembly {
  if (event.text.trim() === "[DONE]") return { ...before, done: true };
  const message = parsed(event.text);
  if (!message) return before;
  return withMessage(before, message, event.name);
}

/** Read a whole reply of one of the same dialects. */
export function assembledReply(reply: unknown): Assembly {
  const message = record(reply);
  return message ? { ...withMessage(EMPTY, message, ""), done: true } : EMPTY;
}

function withMessage(before: Assembly, message: Members, name: string): Assembly {
  const common: Assembly = {
    ...before,
    model: text(message.model) || before.model,
    usage: joined(before.usage, usageOf(message)),
    error: errorOf(message, name) ?? before.error,
  };
  if (Array.isArray(message.choices)) return withChoice(common, record(message.choices[0]));
  const type = text(message.type) || name;
  if (/^(response\.|message|content_block)/.test(type)) return withTyped(common, type, message);
  return common;
}

function withChoice(before: Assembly, choice: Members | undefined): Assembly {
  const part = record(choice?.delta) ?? record(choice?.message) ?? {};
  return {
    ...before,
    recognised: true,
    answer: before.answer + contentText(part.content) + text(choice?.text),
    reasoning: before.reasoning + (text(part.reasoning_content) || text(part.reasoning)),
    toolCalls: array(part.tool_calls).reduce(withToolCall, before.toolCalls),
    finish: text(choice?.finish_reason) || before.finish,
  };
}

function withToolCall(calls: readonly ToolCall[], given: unknown, position: number): readonly ToolCall[] {
  const part = record(given);
  const called = record(part?.function);
  if (!part || !called) return calls;
  const index = typeof part.index === "number" ? part.index : position;
  const known = calls[index] ?? { name: "", arguments: "" };
  const next = [...calls];
  next[index] = { name: known.name + text(called.name), arguments: known.arguments + text(called.arguments) };
  return next;
}

function withTyped(before: Assembly, type: string, message: Members): Assembly {
  const delta = record(message.delta);
  const seen = { ...before, recognised: true };
  switch (type) {
    case "response.output_text.delta":
      return { ...seen, answer: before.answer + text(message.delta) };
    case "response.reasoning_summary_text.delta":
      return { ...seen, reasoning: before.reasoning + text(message.delta) };
    case "content_block_delta":
      return {
        ...seen,
        answer: before.answer + text(delta?.text),
        reasoning: before.reasoning + text(delta?.thinking),
      };
    case "message_delta":
      return { ...seen, finish: text(delta?.stop_reason) || before.finish };
    case "message_stop":
    case "response.completed":
      return { ...seen, done: true };
    case "message":
      return { ...seen, answer: contentText(message.content), finish: text(message.stop_reason) };
    default:
      return seen;
  }
}

function contentText(content: unknown): string {
  return typeof content === "string"
    ? content
    : array(content)
        .map(part => text(record(part)?.text))
        .join("");
}

// The messages dialect tells what went in at the start and what came out at the end.
function joined(before: Usage | undefined, next: Usage | undefined): Usage | undefined {
  if (!before || !next) return next ?? before;
  const input = next.input ?? before.input;
  const output = next.output ?? before.output;
  const sum = input === undefined || output === undefined ? undefined : input + output;
  return {
    input,
    output,
    total: sum ?? next.total,
    cached: next.cached ?? before.cached,
    cost: next.cost ?? before.cost,
  };
}

/** Find the usage wherever a dialect puts it, with the cost that some gateways add. */
export function usageOf(message: Members): Usage | undefined {
  const nested = record(message.response) ?? record(message.message);
  const usage = record(message.usage) ?? record(nested?.usage);
  if (!usage) return undefined;
  const details = record(usage.prompt_tokens_details) ?? record(usage.input_tokens_details);
  const input = number(usage.prompt_tokens) ?? number(usage.input_tokens);
  const output = number(usage.completion_tokens) ?? number(usage.output_tokens);
  return {
    input,
    output,
    total: number(usage.total_tokens) ?? (input === undefined || output === undefined ? undefined : input + output),
    cached: number(details?.cached_tokens) ?? number(usage.cache_read_input_tokens),
    cost: number(usage.cost) ?? number(usage.cost_usd) ?? number(usage.total_cost) ?? number(message.cost),
  };
}

function errorOf(message: Members, name: string): unknown {
  if (message.error !== undefined && message.error !== null) return message.error;
  return name === "error" || message.type === "error" ? message : undefined;
}

function number(value: unknown): number | undefined {
  if (typeof value === "string" && value.trim() !== "") return number(Number(value));
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function parsed(source: string): Members | undefined {
  try {
    return record(JSON.parse(source));
  } catch {
    return undefined;
  }
}
