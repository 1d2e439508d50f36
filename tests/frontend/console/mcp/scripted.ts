import { McpClient, type Question } from "../../../../frontend/src/console/mcp/client";
import { Fault } from "../../../../frontend/src/console/mcp/fault";
import type { Message, Progress } from "../../../../frontend/src/console/mcp/protocol";
import type { Outgoing } from "../../../../frontend/src/console/outgoing";
import type { Event, Transport } from "../../../../frontend/src/console/transport";

/** A request as the server of a script sees it. */
export interface Seen {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: Message;
  readonly params: Record<string, any>;
  readonly signal: AbortSignal;
}

export type Script = (seen: Seen) => Iterable<Event> | AsyncIterable<Event>;

const encoder = new TextEncoder();
export const END: Event = { kind: "end" };
export const UNREACHABLE: Event = { kind: "failure", cause: "unreachable", message: "Failed to fetch" };

export function head(status: number, type = "application/json", headers: [string, string][] = []): Event {
  return { kind: "head", status, statusText: "", headers: [["content-type", type], ...headers], filtered: false };
}

export const chunk = (text: string): Event => ({ kind: "chunk", bytes: encoder.encode(text) });

/** A reply in JSON. */
export function json(body: unknown, status = 200, headers: [string, string][] = []): Event[] {
  return [head(status, "application/json", headers), chunk(JSON.stringify(body)), END];
}

export const result = (seen: Seen, value: Message, headers: [string, string][] = []): Event[] =>
  json({ jsonrpc: "2.0", id: seen.message.id, result: value }, 200, headers);

export const refusal = (seen: Seen, code: number, status = 200, data?: unknown): Event[] =>
  json({ jsonrpc: "2.0", id: seen.message.id ?? null, error: { code, message: `no ${code}`, data } }, status);

export const event = (message: Message): Event => chunk(`event: message\r\ndata: ${JSON.stringify({ jsonrpc: "2.0", ...message })}\r\n\r\n`);

/** A server that speaks one era, and answers the rest as `script` has it. */
export function modern(script: Script): Script {
  return seen => (seen.method === "server/discover" ? result(seen, { supportedVersions: ["2026-07-28"], capabilities: { tools: {} } }) : script(seen));
}

export function legacy(script: Script, session?: string): Script {
  return seen => {
    if (seen.method === "initialize") {
      const headers: [string, string][] = session ? [["Mcp-Session-Id", session]] : [];
      return result(seen, { protocolVersion: "2025-06-18", capabilities: {}, serverInfo: { name: "old" } }, headers);
    }
    if (seen.method.startsWith("notifications/")) return [head(202), END];
    if (!seen.headers["mcp-protocol-version"]?.startsWith("2025")) return json({ error: "what?" }, 400);
    return script(seen);
  };
}

export class Table {
  readonly seen: Seen[] = [];
  readonly questions: Question[] = [];
  readonly progress: Progress[] = [];
  readonly client: McpClient;

  constructor(script: Script, answer: (question: Question) => Promise<Message> = async () => ({ action: "decline" }), eras: string[] = []) {
    const transport: Transport = { send: (outgoing, signal) => stream(this.#taken(outgoing, signal), script) };
    this.client = new McpClient(
      {
        transport,
        outgoing: (method, headers, body) => {
          const outgoing: Outgoing = { method, url: "https://mcp.example/mcp", headers, secret: false };
          return body === undefined ? outgoing : { ...outgoing, body };
        },
        changed: () => {},
        ask: question => {
          this.questions.push(question);
          return answer(question);
        },
        progress: progress => this.progress.push(progress),
      },
      eras,
    );
  }

  get methods(): string[] {
    return this.seen.map(seen => seen.method);
  }

  call(name = "t", args: Message = {}): Promise<Message> {
    return this.client.call({ method: "tools/call", name, params: { name, arguments: args } });
  }

  /** The fault that a call ends with. */
  async fault(name?: string): Promise<Fault> {
    try {
      await this.call(name);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
    throw new Error("the call went well");
  }

  #taken({ method, headers, body }: Outgoing, signal: AbortSignal): Seen {
    const message = (body ? JSON.parse(String(body)) : {}) as Message;
    const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const params = (message.params ?? {}) as Record<string, any>;
    const seen = { method: String(message.method ?? (message.id === undefined ? method : "answer")), headers: lower, message, params, signal };
    this.seen.push(seen);
    return seen;
  }
}

async function* stream(seen: Seen, script: Script): AsyncIterable<Event> {
  for await (const item of script(seen)) {
    if (seen.signal.aborted) {
      yield { kind: "failure", cause: "cancelled", message: "" };
      return;
    }
    yield item;
  }
}
