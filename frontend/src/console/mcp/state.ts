import type { Contract, ContractMcp } from "../../contract";
import type { Outgoing, Trouble } from "../outgoing";
import { type Prepared, parameterKey } from "../request";
import { array, record, text } from "../schema";
import { encoded } from "../serialize";
import { ConsoleState } from "../state";
import type { Transport } from "../transport";
import { type Call, McpClient } from "./client";
import { type Header, modernHeaders, parameterHeaders } from "./headers";
import { inventory } from "./inventory";
import { type Era, modernMeta } from "./protocol";
import { Run, runWords } from "./run";
import { expanded } from "./uri_template";

const METHODS: Readonly<Record<string, string>> = {
  server: "tools/list",
  tool: "tools/call",
  prompt: "prompts/get",
  resource: "resources/read",
  template: "resources/read",
};
const LABELS: Readonly<Record<string, string>> = {
  tool: "Call tool",
  prompt: "Get prompt",
  server: "List what it offers",
};

// Asking a server for its era costs a request: what came out holds for the whole visit.
const eras = new Map<string, Era>();

/** The console of a tool, prompt, resource or template: the same targets, keys and form, another protocol. */
export class McpState extends ConsoleState {
  run: Run | undefined;
  /** Whether the call waits for the reader to confirm it. */
  confirming = false;
  /** Resources that were read by following a link of a result. */
  readonly reads = new Map<string, Run>();

  readonly #confirmed = new Set<string>();
  #client: { readonly key: string; readonly client: McpClient } | undefined;
  #asking: Run | undefined;
  #override: Transport | undefined;

  get mcp(): ContractMcp {
    return this.contract.mcp as ContractMcp;
  }

  override get running(): boolean {
    return this.run?.running ?? false;
  }

  override get status(): string {
    if (this.confirming) return "Confirm the call";
    const { run } = this;
    if (!run) return "";
    const { progress } = run;
    const far = run.running && progress ? ` ${progress.progress}${progress.total ? ` of ${progress.total}` : ""}` : "";
    return runWords(run) + far;
  }

  override get sendLabel(): string {
    return LABELS[this.mcp.kind] ?? "Read resource";
  }

  override get prepared(): Prepared | undefined {
    const prepared = super.prepared;
    if (!prepared) return undefined;
    const { method, params, name, headers } = this.#call;
    const id = 1;
    const body = JSON.stringify({ jsonrpc: "2.0", id, method, params: { ...params, _meta: modernMeta() } });
    const outgoing = this.#outgoing("POST", [...modernHeaders(method, name), ...(headers ?? [])], body);
    return { outgoing, troubles: prepared.troubles };
  }

  /** What went over the wire since the connection was made. */
  get transcript(): McpClient["transcript"] {
    return this.#client?.client.transcript ?? [];
  }

  get connection(): McpClient["connection"] {
    return this.#client?.client.connection;
  }

  /** Whether the server declares that the call changes nothing; all else is confirmed once a page and host. */
  get harmless(): boolean {
    return this.mcp.kind !== "tool" || this.mcp.risk === "reads";
  }

  override async send(insist = false, transport?: Transport): Promise<void> {
    const troubles: readonly Trouble[] = this.prepared?.troubles ?? [];
    this.held = troubles.filter(trouble => trouble.fatal || !insist);
    this.confirming = this.held.length === 0 && !this.harmless && !this.#confirmed.has(this.origin);
    this.#override = transport;
    this.changed();
    if (!this.base.ok || this.held.length > 0 || this.confirming) return;
    this.run?.cancel(this.#connected());
    const client = this.#connected();
    this.run = new Run(() => this.changed());
    await this.#go(client, this.run, this.#call);
  }

  /** The reader's answer to whether a call that may change something shall be made. */
  confirm(wanted: boolean): Promise<void> {
    this.confirming = false;
    if (wanted) this.#confirmed.add(this.origin);
    this.changed();
    return wanted ? this.send(true, this.#override) : Promise.resolve();
  }

  override cancel(): void {
    this.confirming = false;
    if (this.#client) this.run?.cancel(this.#client.client);
    this.changed();
  }

  /** Read a resource that a result links to. */
  read(uri: string): Promise<void> {
    const run = new Run(() => this.changed());
    this.reads.set(uri, run);
    return this.#go(this.#connected(), run, { method: "resources/read", params: { uri }, name: uri });
  }

  /** Ask the server for values of an argument, as far as it is typed. Throws Fault. */
  async complete(name: string): Promise<readonly string[]> {
    const { kind, name: about } = this.mcp;
    const given = this.#arguments;
    const { [name]: typed = "", ...others } = given;
    const ref = kind === "prompt" ? { type: "ref/prompt", name: about } : { type: "ref/resource", uri: about };
    const params = { ref, argument: { name, value: typed }, context: { arguments: others } };
    const result = await this.#connected().call({ method: "completion/complete", params });
    return array(record(result.completion)?.values).map(text).filter(Boolean);
  }

  /** The values of a prompt's or template's arguments that are given. */
  get #arguments(): Readonly<Record<string, string>> {
    const given = this.contract.parameters.map(one => [one.name, text(this.draft.parameters[parameterKey(one)])]);
    return Object.fromEntries(given.filter(([, value]) => value !== ""));
  }

  get #call(): Call {
    const { kind, name, headers, task } = this.mcp;
    const method = METHODS[kind] ?? "resources/read";
    if (kind === "tool") {
      const given = record(this.draft.body) ?? {};
      return { method, name, params: { name, arguments: given }, headers: parameterHeaders(headers, given), task };
    }
    if (kind === "server") return { method, params: {} };
    if (kind === "prompt") return { method, name, params: { name, arguments: this.#arguments } };
    const uri = kind === "template" ? expanded(name, this.#arguments) : name;
    return { method, name: uri, params: { uri } };
  }

  async #go(client: McpClient, run: Run, call: Call): Promise<void> {
    this.#asking = run;
    const { kind, listed } = this.mcp;
    const work = () => (kind === "server" ? inventory(client, listed) : client.call(call));
    await run.go(client, work);
    if (client.connection) eras.set(this.endpoint, client.connection.era);
  }

  /** Where the server answers. */
  get endpoint(): string {
    const base = this.base;
    return base.ok ? endpointOf(base.url, this.contract, this.custom) : "";
  }

  // Another address or key is another connection: its session is not shown to anyone else.
  #connected(): McpClient {
    const { headers, query } = this.authorization;
    const key = JSON.stringify([this.endpoint, this.target.proxy, headers, query]);
    if (this.#client?.key !== key) {
      const known = eras.get(this.endpoint);
      this.#client = { key, client: new McpClient(this.#surroundings(), known ? [known] : this.mcp.eras) };
      this.reads.clear();
    }
    return this.#client.client;
  }

  #surroundings(): ConstructorParameters<typeof McpClient>[0] {
    return {
      outgoing: (method, headers, body) => this.#outgoing(method, headers, body),
      transport: this.#override ?? this.transport(),
      changed: () => this.changed(),
      ask: question => (this.#asking as Run).ask(question),
      progress: progress => this.#asking?.tell(progress),
    };
  }

  #outgoing(method: "POST" | "GET", headers: readonly Header[], body?: string): Outgoing {
    const { headers: keys, query, secret } = this.authorization;
    const added = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
    const { endpoint } = this;
    const url = added ? `${endpoint}${endpoint.includes("?") ? "&" : "?"}${added}` : endpoint;
    const outgoing = { method, url, headers: [...headers, ...keys], secret };
    return body === undefined ? outgoing : { ...outgoing, body };
  }
}

/** The address of a server: a typed one as it is, else the server's path below the base URL, said once only. */
export function endpointOf(base: URL, { path }: Pick<Contract, "path">, whole: boolean): string {
  const own = base.pathname.replace(/\/+$/, "");
  if (whole && own) return base.origin + base.pathname;
  if (own.endsWith(path) || own === "") return base.origin + (own || path);
  return base.origin + (path.startsWith(`${own}/`) ? path : own + path);
}
