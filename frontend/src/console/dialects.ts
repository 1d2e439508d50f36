import { array, record, text } from "./schema";

/** A call of a tool that a model asks for; its arguments come in pieces. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: string;
}

/** What a model has said so far. */
export interface Said {
  readonly answer: string;
  /** Answers besides the first, where several were asked for. */
  readonly others: readonly string[];
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: string;
  readonly done: boolean;
}

type Members = Readonly<Record<string, unknown>>;
type Step<Part extends Said> = (before: Part, message: Members) => Part;

/** Tell how to take a message in; undefined where it is of no dialect of models. */
export function dialectOf<Part extends Said>(message: Members, name: string): Step<Part> | undefined {
  if (Array.isArray(message.choices)) return withChoices;
  const type = text(message.type) || name;
  if (type.startsWith("response.")) return withResponseEvent;
  if (/^(message|content_block)/.test(type)) return withMessagesEvent;
  if (message.object === "response" && Array.isArray(message.output)) return withResponse;
  if (typeof message.done === "boolean" && typeof message.model === "string") return withLine;
  return undefined;
}

// Chat completions and completions, whole or in deltas.
function withChoices<Part extends Said>(before: Part, message: Members): Part {
  return array(message.choices).reduce<Part>((said, given, position) => {
    const choice = record(given);
    const index = typeof choice?.index === "number" ? choice.index : position;
    return choice ? withChoice(said, choice, index) : said;
  }, before);
}

function withChoice<Part extends Said>(before: Part, choice: Members, index: number): Part {
  const part = record(choice.delta) ?? record(choice.message) ?? {};
  const words = contentText(part.content) + text(part.refusal) + text(choice.text);
  if (index > 0) return { ...before, others: replaced(before.others, index - 1, other => (other ?? "") + words) };
  const single = record(part.function_call);
  const calls = single ? [{ index: 0, function: single }] : array(part.tool_calls);
  return {
    ...before,
    answer: before.answer + words,
    reasoning: before.reasoning + (text(part.reasoning_content) || text(part.reasoning)),
    toolCalls: calls.reduce(withToolCall, before.toolCalls),
    finish: text(choice.finish_reason) || before.finish,
  };
}

function withToolCall(calls: readonly ToolCall[], given: unknown, position: number): readonly ToolCall[] {
  const part = record(given);
  const called = record(part?.function);
  if (!part || !called) return calls;
  return withCall(calls, typeof part.index === "number" ? part.index : position, called.name, called.arguments);
}

function withCall(calls: readonly ToolCall[], index: number, name: unknown, more: unknown): readonly ToolCall[] {
  return replaced(calls, index, known => ({
    name: (known?.name ?? "") + text(name),
    arguments: (known?.arguments ?? "") + text(more),
  }));
}

/** The list with one item made anew; a place far behind its end is a fault of the sender and means its end. */
function replaced<Item>(
  list: readonly Item[],
  index: number,
  make: (known: Item | undefined) => Item,
): readonly Item[] {
  const place = Number.isInteger(index) && index >= 0 ? Math.min(index, list.length) : list.length;
  return [...list.slice(0, place), make(list[place]), ...list.slice(place + 1)];
}

function withResponseEvent<Part extends Said>(before: Part, message: Members): Part {
  const delta = text(message.delta);
  switch (message.type) {
    case "response.output_text.delta":
    case "response.refusal.delta":
      return { ...before, answer: before.answer + delta };
    case "response.reasoning_summary_text.delta":
    case "response.reasoning_text.delta":
      return { ...before, reasoning: before.reasoning + delta };
    case "response.output_item.added": {
      const item = record(message.item);
      const { toolCalls } = before;
      return isCall(item) ? { ...before, toolCalls: withCall(toolCalls, toolCalls.length, item?.name, "") } : before;
    }
    // One call after the other is written: the latest is the one that grows.
    case "response.function_call_arguments.delta":
    case "response.mcp_call_arguments.delta":
    case "response.custom_tool_call_input.delta":
      return { ...before, toolCalls: grown(before.toolCalls, delta) };
    case "response.completed":
    case "response.incomplete":
    case "response.failed":
      return { ...before, finish: finishOf(record(message.response) ?? {}) || before.finish, done: true };
    default:
      return before;
  }
}

function withResponse<Part extends Said>(before: Part, message: Members): Part {
  const items = array(message.output).map(item => record(item) ?? {});
  return { ...items.reduce(withItem<Part>, before), finish: finishOf(message) };
}

function withItem<Part extends Said>(before: Part, item: Members): Part {
  if (isCall(item)) {
    const written = text(item.arguments) || text(item.input);
    return { ...before, toolCalls: withCall(before.toolCalls, before.toolCalls.length, item.name, written) };
  }
  if (item.type === "reasoning") return { ...before, reasoning: before.reasoning + contentText(item.summary) };
  return { ...before, answer: before.answer + contentText(item.content) };
}

function finishOf(response: Members): string {
  return text(record(response.incomplete_details)?.reason) || text(response.status);
}

function isCall(item: Members | undefined): boolean {
  return /^(function|mcp|custom_tool)_call$/.test(text(item?.type));
}

function withMessagesEvent<Part extends Said>(before: Part, message: Members): Part {
  const delta = record(message.delta);
  switch (message.type) {
    case "content_block_start":
      return withBlock(before, record(message.content_block) ?? {}, true);
    case "content_block_delta":
      return {
        ...before,
        answer: before.answer + text(delta?.text),
        reasoning: before.reasoning + text(delta?.thinking),
        toolCalls: grown(before.toolCalls, text(delta?.partial_json)),
      };
    case "message_delta":
      return { ...before, finish: text(delta?.stop_reason) || before.finish };
    case "message_stop":
      return { ...before, done: true };
    case "message": {
      const blocks = typeof message.content === "string" ? [{ text: message.content }] : array(message.content);
      const said = blocks.reduce<Part>((part, block) => withBlock(part, record(block) ?? {}, false), before);
      return { ...said, finish: text(message.stop_reason) };
    }
    default:
      return before;
  }
}

// At its start in a stream, a call's input is an empty object that its pieces replace.
function withBlock<Part extends Said>(before: Part, block: Members, started: boolean): Part {
  if (/tool_use$/.test(text(block.type))) {
    const input = started || block.input === undefined ? "" : JSON.stringify(block.input);
    return { ...before, toolCalls: withCall(before.toolCalls, before.toolCalls.length, block.name, input) };
  }
  return { ...before, answer: before.answer + text(block.text), reasoning: before.reasoning + text(block.thinking) };
}

function grown(calls: readonly ToolCall[], more: string): readonly ToolCall[] {
  return more && calls.length > 0 ? withCall(calls, calls.length - 1, "", more) : calls;
}

// Lines of JSON, each with a piece of the message.
function withLine<Part extends Said>(before: Part, message: Members): Part {
  const part = record(message.message);
  return {
    ...before,
    answer: before.answer + contentText(part?.content) + text(message.response),
    reasoning: before.reasoning + text(part?.thinking),
    finish: text(message.done_reason) || before.finish,
    done: message.done === true,
  };
}

function contentText(content: unknown): string {
  return typeof content === "string"
    ? content
    : array(content)
        .map(part => text(record(part)?.text) || text(record(part)?.refusal))
        .join("");
}
