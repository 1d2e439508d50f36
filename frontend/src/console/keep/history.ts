import type { Draft } from "../request";
import { array, record, text } from "../schema";
import { withoutSecrets } from "./secrets";
import type { Sent } from "./sent";

/** A request of the past: what is needed to send it again, and how it went. No keys, no replies. */
export interface Entry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Address of the operation. */
  readonly operation: string;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  /** Path of the operation's page. */
  readonly page: string;
  readonly target: string;
  readonly draft: Draft;
  /** Names of what was not kept: keys, files, a body that is too large. */
  readonly left: readonly string[];
  /** 0 where no reply came. */
  readonly status: number;
  readonly milliseconds: number;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The last requests of a reader, kept in the browser: so many, and so many characters of them. */
export class History {
  static readonly MOST = 50;
  static readonly LARGEST = 200_000;
  static readonly LARGEST_BODY = 20_000;

  /** `path` is that of the site: others may share its origin. */
  constructor(
    private readonly store: Store | undefined,
    private readonly path: string,
  ) {}

  get enabled(): boolean {
    return this.store !== undefined && this.#read(this.#switch) !== "off";
  }

  /** Keep requests from now on, or forget all and keep none. */
  enable(wanted: boolean): void {
    if (wanted) this.store?.removeItem(this.#switch);
    else {
      this.clear();
      this.#write(this.#switch, "off");
    }
  }

  /** Newest first. */
  get entries(): readonly Entry[] {
    try {
      return array(JSON.parse(this.#read(this.#key) ?? "[]")).flatMap(readEntry);
    } catch {
      return [];
    }
  }

  add(entry: Entry): void {
    if (!this.enabled) return;
    // Read again: another tab may have added to it.
    let entries = [entry, ...this.entries.filter(({ id }) => id !== entry.id)].slice(0, History.MOST);
    while (entries.length > 1 && JSON.stringify(entries).length > History.LARGEST) entries = entries.slice(0, -1);
    this.#write(this.#key, JSON.stringify(entries));
  }

  remove(id: string): void {
    this.#write(this.#key, JSON.stringify(this.entries.filter(entry => entry.id !== id)));
  }

  clear(): void {
    this.store?.removeItem(this.#key);
  }

  get #key(): string {
    return `gatepost.history:${this.path}`;
  }

  get #switch(): string {
    return `gatepost.history-switch:${this.path}`;
  }

  #read(key: string): string | null {
    try {
      return this.store?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: string): void {
    try {
      this.store?.setItem(key, value);
    } catch {
      // A full or refused storage only costs the memory.
    }
  }
}

/** What is kept of a request that was sent from the page at `page`. */
export function entryOf(sent: Sent, page: string): Entry {
  const { contract, exchange, at, target } = sent;
  const { draft, left } = withoutSecrets(contract, sent.draft, sent.secrets);
  const large = (JSON.stringify(draft.body) ?? "").length > History.LARGEST_BODY;
  return {
    id: `${at.getTime().toString(36)}-${Math.random().toString(36).slice(2, 8)}`,
    at: at.getTime(),
    operation: contract.address,
    title: contract.title || contract.address,
    method: contract.method.toUpperCase(),
    path: contract.path,
    page,
    target,
    draft: large ? { ...draft, body: undefined } : draft,
    left: large ? [...left, "body"] : left,
    status: exchange.head?.status ?? 0,
    milliseconds: Math.round(exchange.elapsed),
  };
}

// What is in the storage may be of an older version, or changed by hand.
function readEntry(wire: unknown): Entry[] {
  const entry = record(wire);
  const draft = readDraft(entry?.draft);
  if (!entry || !draft || typeof entry.at !== "number" || !text(entry.operation) || !/^\/(?!\/)/.test(text(entry.page)))
    return [];
  return [
    {
      id: text(entry.id),
      at: entry.at,
      operation: text(entry.operation),
      title: text(entry.title),
      method: text(entry.method),
      path: text(entry.path),
      page: text(entry.page),
      target: text(entry.target),
      draft,
      left: array(entry.left).map(text),
      status: Number(entry.status) || 0,
      milliseconds: Number(entry.milliseconds) || 0,
    },
  ];
}

/** A draft as JSON has it; undefined where it is none. */
export function readDraft(wire: unknown): Draft | undefined {
  const draft = record(wire);
  const parameters = record(draft?.parameters);
  return draft && parameters ? { parameters, mediaType: text(draft.mediaType), body: draft.body } : undefined;
}
