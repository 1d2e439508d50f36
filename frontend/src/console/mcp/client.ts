import type { Exchange } from "../exchange";
import type { Outgoing } from "../outgoing";
import { array, record, text } from "../schema";
import type { Transport } from "../transport";
import { Fault } from "./fault";
import { type Header, legacyHeaders, modernHeaders } from "./headers";
import { Post } from "./post";
import {
  CAPABILITIES,
  CLIENT,
  type Era,
  errorOf,
  LEGACY,
  METHOD_NOT_FOUND,
  type Message,
  MODERN,
  MODERN_CODES,
  modernMeta,
  type Progress,
  progressOf,
  serverInfo,
  UNSUPPORTED_VERSION,
} from "./protocol";

/** What server and console agreed on; a session only where the server gives one, and the browser shows it. */
export interface Connection {
  readonly era: Era;
  readonly version: string;
  readonly session: string | undefined;
  readonly capabilities: Message;
  readonly server: Message;
  readonly instructions: string;
}

/** What the server wants to know while a call runs: `elicitation/create` and its like. */
export interface Question {
  readonly method: string;
  readonly params: Message;
}

/** What the client needs of the console. */
export interface Surroundings {
  /** Make the HTTP request; URL and key are the console's. */
  outgoing(method: "POST" | "GET", headers: readonly Header[], body?: string): Outgoing;
  readonly transport: Transport;
  /** Told after every step of any request. */
  changed(): void;
  /** Ask the reader; rejects when the call is cancelled. */
  ask(question: Question): Promise<Message>;
  progress(progress: Progress): void;
}

/** One request of the protocol. */
export interface Call {
  readonly method: string;
  readonly params: Message;
  /** What the request is about: the name of a tool or prompt, the URI of a resource. */
  readonly name?: string;
  readonly headers?: readonly Header[];
  /** Whether an older server must be asked for a task: a newer one decides that itself. */
  readonly task?: boolean;
}

const MOST_ROUNDS = 10;
const MOST_PAGES = 100;

/** A client of one MCP server: both eras, with what went over the wire kept in `transcript`. */
export class McpClient {
  readonly transcript: Exchange[] = [];
  connection: Connection | undefined;
  #number = 0;
  #current: { readonly post: Post; readonly id: number; readonly method: string } | undefined;
  #cancelled = false;

  constructor(
    private readonly around: Surroundings,
    private readonly eras: readonly string[] = [],
  ) {}

  /** Send a request and return its result. Throws Fault. */
  async call(call: Call): Promise<Message> {
    this.#cancelled = false;
    let answers: Message = {};
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const result = await this.#attempt({ ...call, params: { ...call.params, ...answers } });
      if (result.resultType !== "input_required") return result;
      // The server cannot ask in the middle of a call: it ends the call, and gets it again with the answers.
      const state = result.requestState === undefined ? {} : { requestState: result.requestState };
      answers = { inputResponses: await this.answers(record(result.inputRequests) ?? {}), ...state };
    }
    throw new Fault("broken", "The server asks again and again for more input.", this.transcript.at(-1));
  }

  /** Return every entry of a list, page by page. Throws Fault. */
  async list(method: string, member: string): Promise<readonly Message[]> {
    const found: Message[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const result = await this.call({ method, params: cursor === undefined ? {} : { cursor } });
      found.push(...array(result[member]).map(item => record(item) ?? {}));
      cursor = text(result.nextCursor) || undefined;
      if (cursor === undefined) break;
    }
    return found;
  }

  /** Stop what is running: by its end of the stream, and in the older era by a message as well. */
  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    const current = this.#current;
    current?.post.exchange.cancel();
    if (current && this.connection?.era === "legacy" && current.method !== "initialize") {
      const params = { requestId: current.id, reason: "The reader cancelled it." };
      void this.#notify("notifications/cancelled", params).catch(() => {});
    }
  }

  /** Have the reader answer what the server asks, by the server's own keys. Throws Fault. */
  async answers(requests: Message): Promise<Message> {
    const responses: Record<string, unknown> = {};
    for (const [key, wanted] of Object.entries(requests)) {
      const { method, params } = record(wanted) ?? {};
      if (method !== "elicitation/create") {
        throw new Fault("unsupported", `The server asks for ${String(method)}, which this console does not do.`);
      }
      responses[key] = await this.around.ask({ method, params: record(params) ?? {} });
    }
    return responses;
  }

  /** Agree on an era and a version with the server, unless that is done. Throws Fault. */
  async connect(): Promise<Connection> {
    this.connection ??= await (this.#legacyFirst ? this.#initialize() : this.#discover());
    return this.connection;
  }

  get #legacyFirst(): boolean {
    return this.eras.length > 0 && !this.eras.includes("modern");
  }

  // A session may be gone, and a version may be out of use: one new start is worth it, for the request was not run.
  async #attempt(call: Call): Promise<Message> {
    const connection = await this.connect();
    try {
      return await this.#request(call, connection);
    } catch (error) {
      if (!(error instanceof Fault) || this.#cancelled) throw error;
      const older = error.rpc?.code === UNSUPPORTED_VERSION && connection.era === "modern";
      const lost = connection.era === "legacy" && (error.status === 404 || (error.status === 400 && !error.rpc));
      const gone = connection.era === "legacy" && error.status === 400 && /session/i.test(error.rpc?.message ?? "");
      if (!older && !lost && !gone) throw error;
      this.connection = await this.#initialize();
      return this.#request(call, this.connection);
    }
  }

  async #discover(): Promise<Connection> {
    try {
      const params = { _meta: modernMeta() };
      const result = await this.#exchange("server/discover", params, modernHeaders("server/discover"));
      const versions = array(result.supportedVersions);
      if (versions.length > 0 && !versions.includes(MODERN)) return await this.#initialize();
      return connectionOf("modern", MODERN, result, undefined);
    } catch (error) {
      if (!(error instanceof Fault) || !isOlder(error)) throw error;
      return await this.#initialize(error);
    }
  }

  async #initialize(before?: Fault): Promise<Connection> {
    const params = { protocolVersion: LEGACY, capabilities: CAPABILITIES, clientInfo: CLIENT };
    let result: Message;
    try {
      result = await this.#exchange("initialize", params, legacyHeaders());
    } catch (error) {
      throw error instanceof Fault ? await this.#unable(error, before) : error;
    }
    const session = this.#current?.post.header("mcp-session-id");
    const version = text(result.protocolVersion) || LEGACY;
    this.connection = connectionOf("legacy", version, result, session);
    await this.#notify("notifications/initialized").catch(() => {});
    return this.connection;
  }

  /** Why no era works: of two refusals the one that says more. */
  async #unable(fault: Fault, before: Fault | undefined): Promise<Fault> {
    if (fault.kind === "http" && [400, 404, 405].includes(fault.status) && (await this.#onlyStreams())) {
      const message =
        "This server speaks the transport of 2024-11-05 only (HTTP with a separate event stream), which is " +
        "deprecated and which this console does not speak. Ask for its streamable HTTP address.";
      return new Fault("unsupported", message, fault.exchange);
    }
    return before?.rpc && MODERN_CODES.includes(before.rpc.code) ? before : fault;
  }

  async #onlyStreams(): Promise<boolean> {
    const post = this.#post(this.around.outgoing("GET", [["Accept", "text/event-stream"]]));
    await post.begin(this.around.transport);
    const streams = post.exchange.streaming && post.exchange.head?.status === 200;
    post.exchange.cancel();
    return streams;
  }

  #request(call: Call, { era, version, session }: Connection): Promise<Message> {
    const meta = era === "modern" ? modernMeta() : {};
    const task = call.task && era === "legacy" ? { task: {} } : {};
    const params = { ...call.params, ...task, _meta: { ...meta, progressToken: this.#number + 1 } };
    const own = era === "modern" ? modernHeaders(call.method, call.name) : legacyHeaders(version, session);
    const extra = era === "modern" ? (call.headers ?? []) : [];
    return this.#exchange(call.method, params, [...own, ...extra]);
  }

  async #exchange(method: string, params: Message, headers: readonly Header[]): Promise<Message> {
    if (this.#cancelled) throw new Fault("cancelled", "Cancelled.");
    this.#number += 1;
    const id = this.#number;
    const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
    const post = this.#post(this.around.outgoing("POST", headers, body));
    this.#current = { post, id, method };
    let refused: Message | undefined;
    for await (const message of post.messages(this.around.transport)) {
      if (typeof message.method === "string") this.#told(message, id);
      else if (message.id === id && record(message.result)) return record(message.result) ?? {};
      else if (errorOf(message)) refused = message;
    }
    throw this.#faultOf(post.exchange, refused);
  }

  /** Something that the server says while a request runs. */
  #told(message: Message, running: number): void {
    const params = record(message.params) ?? {};
    if (message.id !== undefined) void this.#answer(message, params).catch(() => {});
    else if (message.method === "notifications/progress" && params.progressToken === running)
      this.around.progress(progressOf(params));
  }

  /** Answer a request of the server; only the older era has such. */
  async #answer({ id, method }: Message, params: Message): Promise<void> {
    const reply: Message =
      method === "elicitation/create"
        ? { result: await this.around.ask({ method, params }) }
        : method === "ping"
          ? { result: {} }
          : { error: { code: METHOD_NOT_FOUND, message: `This console does not do ${String(method)}.` } };
    await this.#say({ id, ...reply });
  }

  #notify(method: string, params?: Message): Promise<void> {
    return this.#say(params ? { method, params } : { method });
  }

  /** Send a message that has no answer. */
  async #say(message: Message): Promise<void> {
    const { version, session } = this.connection ?? {};
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    const post = this.#post(this.around.outgoing("POST", legacyHeaders(version, session), body));
    await post.exchange.run(this.around.transport);
  }

  #post(outgoing: Outgoing): Post {
    const post = new Post(outgoing, () => this.around.changed());
    this.transcript.push(post.exchange);
    return post;
  }

  #faultOf(exchange: Exchange, refused: Message | undefined): Fault {
    const { failure, head, received } = exchange;
    if (this.#cancelled || failure?.cause === "cancelled") return new Fault("cancelled", "Cancelled.", exchange);
    const rpc = refused && errorOf(refused);
    if (rpc) return new Fault("rpc", rpc.message, exchange, rpc);
    if (failure || (head && head.status >= 400)) return new Fault("http", "", exchange);
    if (received.cut) return new Fault("broken", "The reply is too large to be read here; download it.", exchange);
    return new Fault("broken", "The reply ended without a result. Is this the address of an MCP server?", exchange);
  }
}

/** Whether a refusal of the first modern request may come from a server of the older era. */
function isOlder({ kind, status, rpc, exchange }: Fault): boolean {
  if (kind === "rpc") {
    const supported = array(record(rpc?.data)?.supported);
    return rpc?.code !== UNSUPPORTED_VERSION || supported.length === 0 || supported.some(isLegacy);
  }
  // A gateway that does not allow the newer headers across origins looks as if it were down.
  if (kind === "http") return exchange?.failure?.cause === "unreachable" || [400, 404, 405, 406, 415].includes(status);
  return kind === "broken";
}

function isLegacy(version: unknown): boolean {
  return typeof version === "string" && version < MODERN;
}

function connectionOf(era: Era, version: string, result: Message, session: string | undefined): Connection {
  const capabilities = record(result.capabilities) ?? {};
  return { era, version, session, capabilities, server: serverInfo(result), instructions: text(result.instructions) };
}
