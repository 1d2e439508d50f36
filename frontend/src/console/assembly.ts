import { dialectOf, type Said } from "./dialects";
import { record, text } from "./schema";
import type { StreamEvent } from "./stream";
import { joined, type Usage, usageOf } from "./usage";

/** What a model said, put together from a stream or read from one reply. */
export interface Assembly extends Said {
  readonly model: string;
  readonly usage: Usage | undefined;
  /** An error that came inside a stream whose status was fine. */
  readonly error: unknown;
  /** Whether anything of it looked like a model's answer. */
  readonly recognised: boolean;
}

type Members = Readonly<Record<string, unknown>>;

export const EMPTY: Assembly = {
  answer: "",
  others: [],
  reasoning: "",
  toolCalls: [],
  finish: "",
  model: "",
  usage: undefined,
  error: undefined,
  recognised: false,
  done: false,
};

/** Take one more event in; understands chat completions, completions, responses, messages and lines of JSON. */
export function assembled(before: Assembly, event: StreamEvent): Assembly {
  if (event.text.trim() === "[DONE]") return { ...before, done: true };
  const message = parsed(event.text);
  return message ? withMessage(before, message, event.name) : before;
}

/** Read a whole reply of one of the same dialects. */
export function assembledReply(reply: unknown): Assembly {
  const message = record(reply);
  return message ? { ...withMessage(EMPTY, message, ""), done: true } : EMPTY;
}

function withMessage(before: Assembly, message: Members, name: string): Assembly {
  const nested = record(message.response) ?? record(message.message);
  const common: Assembly = {
    ...before,
    model: text(message.model) || text(nested?.model) || before.model,
    usage: joined(before.usage, usageOf(message)),
    error: errorOf(message, name) ?? before.error,
  };
  const step = dialectOf<Assembly>(message, name);
  return step ? { ...step(common, message), recognised: true } : common;
}

function errorOf(message: Members, name: string): unknown {
  const error = message.error ?? record(message.response)?.error;
  if (error !== undefined && error !== null) return error;
  return name === "error" || message.type === "error" ? message : undefined;
}

function parsed(source: string): Members | undefined {
  try {
    return record(JSON.parse(source));
  } catch {
    return undefined;
  }
}
