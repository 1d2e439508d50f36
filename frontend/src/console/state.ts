import type { Contract, ContractBody } from "../contract";
import { type Authorization, authorize, type Credential, type Credentials, kindOf } from "./auth";
import { bodyForm } from "./body";
import { type Checking, Checks, NO_FAULTS } from "./checks";
import { Exchange } from "./exchange";
import { withMember } from "./form";
import { type ParsedText, parseJson, printJson } from "./json_text";
import { secretsOf } from "./keep/known";
import type { Sent } from "./keep/sent";
import { misplaced } from "./misplaced";
import { type Mode, modeOf } from "./mode";
import type { Trouble } from "./outgoing";
import { type Draft, type Prepared, parameterKey, prepare } from "./request";
import { isInteger, record, SchemaReader } from "./schema";
import { missingParts, startingBody, startingParameters } from "./starting";
import { type Base, baseOf, SANDBOX_KEY, type Target, variableDefaults } from "./target";
import type { Transport } from "./transport";
import { transportTo } from "./transports";
import type { Faults } from "./validate";
import type { Keep, Vault } from "./vault";

const CUSTOM = "Another base URL";

/** Where the request in the form comes from when the reader did not type it, and what of it was not kept. */
export interface Filled {
  readonly from: "link" | "history" | "damaged link";
  readonly left: readonly string[];
}

/** Everything the console knows; elements read it and call it, and are told when it has changed. */
export class ConsoleState {
  readonly schemas: SchemaReader;
  readonly targets: readonly Target[];
  target: Target;
  /** Place of the target among `targets`: two may have one name. */
  chosen: number;
  variables: Readonly<Record<string, string>>;
  alternative = 0;
  draft: Draft;
  bodyText = "";
  bodyError: Extract<ParsedText, { ok: false }> | undefined;
  exchange: Exchange | undefined;
  /** Set while the form holds a request of a link or of the past. */
  filled: Filled | undefined;
  /** Told of every request that has come to its end. */
  finished: ((sent: Sent) => void) | undefined;
  /** What Send found wrong and waits for the reader's word on. */
  held: readonly Trouble[] = [];

  /** Counts changes of what is to be sent; what comes back does not touch it. */
  revision = 0;

  readonly #checks: Checks;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly contract: Contract,
    targets: readonly Target[],
    private readonly vault: Vault,
    protected readonly page: URL,
    remembered?: string,
    /** Public OAuth client ids of the configuration, by name of the scheme. */
    readonly clientIds: Readonly<Record<string, string>> = {},
  ) {
    this.schemas = new SchemaReader(contract.defs);
    this.#checks = new Checks(contract.defs);
    this.targets = [...targets, { name: CUSTOM, url: "", variables: [], proxy: null, sandbox: false }];
    const known = this.targets.findIndex(target => target.name === remembered && target.url);
    this.chosen = Math.max(known, 0);
    this.target = this.targets[this.chosen] as Target;
    this.variables = variableDefaults(this.target);
    this.draft = { parameters: startingParameters(contract), mediaType: "", body: undefined };
    this.setMediaType(contract.bodies[0]?.mediaType ?? "");
  }

  /** Compare values with their schemas once the code for it has come. */
  checkBy(coming: Checking | Promise<Checking>): void {
    this.#checks.by(coming, () => this.#edited());
  }

  /** Settles when that has come, or has failed to. */
  get ready(): Promise<void> {
    return this.#checks.ready;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether the reader gives the base URL. */
  get custom(): boolean {
    return this.chosen === this.targets.length - 1;
  }

  get base(): Base {
    return baseOf(this.target, this.variables, this.page.href);
  }

  /** How the target is called, and why so. */
  get mode(): Mode {
    const base = this.base;
    return modeOf(this.target, base.ok ? base.url : undefined, this.page);
  }

  /** Origin that receives the request; empty while there is none. */
  get origin(): string {
    const base = this.base;
    return base.ok ? base.url.origin : "";
  }

  /** Who receives the request, in words. */
  get destination(): string {
    if (this.target.inPage) return "the sandbox in this page";
    return this.base.ok ? this.base.url.host : "no target";
  }

  get body(): ContractBody | undefined {
    return this.contract.bodies.find(body => body.mediaType === this.draft.mediaType);
  }

  get credentials(): Credentials {
    const own = this.vault.of(this.origin);
    return this.target.sandbox ? { ...this.#sandboxKeys(), ...own } : own;
  }

  /** Every text that would give a key of the present target away. */
  get secrets(): readonly string[] {
    return secretsOf(
      this.authorization,
      // Those of other hosts as well: a reader may paste one into the wrong place.
      [this.credentials, ...this.vault.origins.map(origin => this.vault.of(origin))]
        .flatMap(Object.values<Credential>)
        .flatMap(({ secret, grant }) => [secret, grant?.refresh ?? ""]),
    );
  }

  /** Where the key of a scheme stays. */
  keepOf(key: string): Keep {
    return this.vault.keepOf(this.origin, key);
  }

  /** Hosts that the reader has given keys for. */
  get keyOrigins(): readonly string[] {
    return this.vault.origins;
  }

  get authorization(): Authorization {
    return authorize(this.contract, this.contract.security[this.alternative] ?? [], this.credentials);
  }

  /** The request as it would leave now; undefined while the target is not one. */
  get prepared(): Prepared | undefined {
    const base = this.base;
    if (!base.ok) return undefined;
    const prepared = prepare(this.contract, this.draft, base.url, this.authorization, this.#cookieRefusal(base.url));
    const wrong = misplaced({ ...this.draft.parameters, body: this.draft.body }, base.url.href);
    return { ...prepared, troubles: [...prepared.troubles, ...this.#faulty(), ...wrong] };
  }

  get streamed(): boolean | undefined {
    const { streamProperty } = this.contract;
    if (!streamProperty || this.#form !== "json") return undefined;
    return record(this.draft.body)?.[streamProperty] === true;
  }

  get #form(): string {
    return this.body ? bodyForm(this.body.mediaType) : "";
  }

  /** Faults of the body's value, or of a parameter's, by JSON pointer. */
  faultsOf(field: string): Faults {
    if (field === "body") {
      const form = this.#form;
      if (form === "multipart" && this.body)
        return missingParts(this.schemas, this.schemas.read(this.body.schema), this.draft.body);
      if (this.draft.body === undefined || !["json", "form", "xml"].includes(form)) return NO_FAULTS;
      // Typed XML is the gateway's to judge.
      if (form === "xml" && typeof this.draft.body === "string") return NO_FAULTS;
      return this.#checks.faults(`body ${this.draft.mediaType}`, this.body?.schema, this.draft.body);
    }
    const value = this.draft.parameters[field];
    const parameter = this.contract.parameters.find(item => parameterKey(item) === field);
    // Digits that no double holds are kept as text, and are a number all the same.
    const checked =
      typeof value === "string" && /^-?\d{16,}$/.test(value) && isInteger(parameter?.schema) ? Number(value) : value;
    if (value === "" && parameter?.allowEmptyValue) return NO_FAULTS;
    return value === undefined || !parameter ? NO_FAULTS : this.#checks.faults(field, parameter.schema, checked);
  }

  /** Another host never gets the keys of this one: changing to it forgets them. */
  setTarget(index: number): void {
    this.#moveTo(() => {
      this.chosen = index in this.targets ? index : this.chosen;
      this.target = this.targets[this.chosen] as Target;
      this.variables = variableDefaults(this.target);
    });
  }

  setCustomUrl(url: string): void {
    this.#moveTo(() => {
      this.target = { ...this.target, url };
    });
  }

  setVariable(name: string, value: string): void {
    this.#moveTo(() => {
      this.variables = { ...this.variables, [name]: value };
    });
  }

  setAlternative(index: number): void {
    this.alternative = index;
    this.#edited();
  }

  setCredential(key: string, credential: Credential): void {
    this.vault.set(this.origin, key, credential);
    this.#edited();
  }

  keepKey(key: string, keep: Keep): void {
    this.vault.keep(this.origin, key, keep);
    this.#edited();
  }

  clearKeys(): void {
    this.vault.clear();
    this.#edited();
  }

  setParameter(key: string, value: unknown): void {
    this.draft = { ...this.draft, parameters: withMember(this.draft.parameters, key, value) };
    this.#edited();
  }

  /** Put a request of a link or of the past into the form; nothing is sent. */
  fill(draft: Draft, filled: Filled): void {
    this.filled = filled;
    this.draft = { ...draft, body: undefined };
    this.setBody(draft.body);
  }

  /** Tell where the form comes from; undefined when the reader has seen it. */
  setFilled(filled: Filled | undefined): void {
    this.filled = filled;
    this.changed();
  }

  setMediaType(mediaType: string): void {
    this.draft = { ...this.draft, mediaType, body: undefined };
    if (this.body) this.useExample(0);
  }

  useExample(index: number): void {
    if (!this.body) return;
    const value = startingBody(this.schemas, this.body, index);
    this.setBody(this.#withStream(value, record(value)?.[this.contract.streamProperty] !== false));
  }

  setBody(body: unknown): void {
    const { parameters, mediaType } = this.draft;
    this.draft = { parameters, mediaType, body };
    this.bodyError = undefined;
    if (this.#form === "json") this.bodyText = printJson(body);
    this.#edited();
  }

  /** Take the text of the editor; while it is no JSON, the last value stays and the fault is told. */
  setBodyText(source: string): void {
    const parsed = parseJson(source);
    this.bodyText = source;
    this.bodyError = parsed.ok ? undefined : parsed;
    if (parsed.ok) this.draft = { ...this.draft, body: parsed.value, source };
    this.#edited();
  }

  setStream(wanted: boolean): void {
    this.setBody(this.#withStream(this.draft.body, wanted));
  }

  /** Send, unless something is wrong: then it is held until the reader insists, or for good where it cannot be sent. */
  send(insist = false, transport?: Transport): Promise<void> {
    const { base, prepared } = this;
    if (!prepared || !base.ok) return Promise.resolve();
    this.held = prepared.troubles.filter(trouble => trouble.fatal || !insist);
    if (this.held.length > 0) {
      this.changed();
      return Promise.resolve();
    }
    this.filled = undefined;
    this.exchange?.cancel();
    const exchange = new Exchange(prepared.outgoing, () => this.changed());
    this.exchange = exchange;
    const sent = this.#sent(exchange, base.url);
    this.changed();
    return exchange.run(transport ?? this.transport()).then(() => this.finished?.(sent));
  }

  cancel(): void {
    this.exchange?.cancel();
  }

  /** What the button says that sends. */
  get sendLabel(): string {
    return "Send";
  }

  /** The state of a call in words, where it is more than one exchange; empty while there is none. */
  get status(): string | undefined {
    return undefined;
  }

  /** Whether a call is under way. */
  get running(): boolean {
    return this.exchange?.running ?? false;
  }

  /** The way to the target: straight, through the proxy of this site, or into the sandbox of this page. */
  protected transport(): Transport {
    const { base, target } = this;
    return transportTo(target, base.ok ? base.url : this.page, this.page);
  }

  #sent(exchange: Exchange, base: URL): Sent {
    const { contract, draft, authorization, alternative, secrets } = this;
    const at = new Date();
    return { contract, draft, base, target: this.target.name, authorization, alternative, secrets, at, exchange };
  }

  #cookieRefusal({ origin, host }: URL): string {
    if (this.target.proxy) return "The proxy of this site passes no cookies on.";
    if (origin === this.page.origin) return "";
    return `A page may send one only to its own origin, ${this.page.host}, and ${host} is another: run the code below elsewhere.`;
  }

  #moveTo(change: () => void): void {
    const before = this.origin;
    change();
    if (before && before !== this.origin) this.vault.clear(before);
    this.#edited();
  }

  #edited(): void {
    this.held = [];
    this.revision += 1;
    this.changed();
  }

  /** Tell whoever listens. */
  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #withStream(value: unknown, wanted: boolean): unknown {
    const { streamProperty } = this.contract;
    if (!streamProperty || !record(value)) return value;
    const options = this.schemas
      .properties(this.schemas.read(this.body?.schema))
      .find(([name]) => name === "stream_options");
    const asked = withMember(value, streamProperty, wanted);
    if (!options?.[1] || !record(options[1].properties)?.include_usage) return asked;
    // Without it, several gateways leave usage and cost out of a stream.
    const usage = { ...record(asked.stream_options), include_usage: true };
    return withMember(asked, "stream_options", wanted ? usage : undefined);
  }

  #faulty(): readonly Trouble[] {
    const told = (field: string, faults: Faults): Trouble[] =>
      [...faults].map(([place, message]) => ({
        field: `${field}${place && `#${place}`}`,
        message: `${nameOf(field)}${place}: ${message}`,
        fatal: false,
      }));
    const unreadable = this.bodyError
      ? [
          {
            field: "body",
            message: `The body is no JSON, line ${this.bodyError.line}: ${this.bodyError.message}`,
            fatal: true,
          },
        ]
      : [];
    const parameters = this.contract.parameters.map(parameterKey).flatMap(key => told(key, this.faultsOf(key)));
    return [...parameters, ...told("body", this.faultsOf("body")), ...unreadable];
  }

  #sandboxKeys(): Credentials {
    return Object.fromEntries(
      Object.entries(this.contract.schemes).map(([key, scheme]) => {
        return [key, kindOf(scheme) === "basic" ? { user: "sandbox", secret: SANDBOX_KEY } : { secret: SANDBOX_KEY }];
      }),
    );
  }
}

function nameOf(field: string): string {
  return field.slice(field.indexOf(":") + 1);
}
