import type { Credential, Credentials } from "./auth";

const KEY = "gatepost.keys";
const HOUR = 3_600_000;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where a key stays: in this page, in this tab, or on this computer until a time is over. */
export type Keep = "page" | "tab" | "8h" | "7d";

/** The places in the words of the reader, shortest first. */
export const KEEPS: readonly (readonly [Keep, string])[] = [
  ["page", "until this page is reloaded"],
  ["tab", "until this tab is closed"],
  ["8h", "on this computer for 8 hours"],
  ["7d", "on this computer for 7 days"],
];

const HOURS: Readonly<Record<Keep, number>> = { page: 0, tab: 0, "8h": 8, "7d": 168 };

/** The two storages of a browser; either may be refused. */
export interface Stores {
  readonly tab: Store | undefined;
  readonly computer: Store | undefined;
}

interface Kept {
  readonly credential: Credential;
  readonly keep: Keep;
  /** When a remembered key is forgotten, in milliseconds of the epoch; 0 for never. */
  readonly until: number;
}

type Entries = Readonly<Record<string, Readonly<Record<string, Kept>>>>;

/** What a storage holds: keys of one site and version, by origin and scheme. */
interface Written {
  readonly place: string;
  readonly keys: Entries;
}

/**
 * The keys of the reader by the origin that they are for. Each stays where the reader wants it: in memory unless said
 * otherwise. `place` names site and version: what was kept at another place is forgotten.
 */
export class Vault {
  #keys: Entries = {};

  constructor(
    private readonly stores: Stores,
    private readonly place: string,
    private readonly now: () => number = Date.now,
  ) {
    for (const store of [stores.computer, stores.tab]) this.#take(read(store));
    this.#write();
  }

  get empty(): boolean {
    return Object.keys(this.#keys).length === 0;
  }

  /** The hosts that keys are for. */
  get origins(): readonly string[] {
    return Object.keys(this.#keys);
  }

  of(origin: string): Credentials {
    return Object.fromEntries(this.#valid(origin).map(([scheme, kept]) => [scheme, kept.credential]));
  }

  keepOf(origin: string, scheme: string): Keep {
    return this.#found(origin, scheme)?.keep ?? "page";
  }

  set(origin: string, scheme: string, credential: Credential): void {
    this.#put(origin, scheme, credential, this.keepOf(origin, scheme));
  }

  /** Keep one key elsewhere; the time of a remembered one begins now. */
  keep(origin: string, scheme: string, keep: Keep): void {
    this.#put(origin, scheme, this.#found(origin, scheme)?.credential ?? { secret: "" }, keep);
  }

  /** Forget the keys of one origin, or all. */
  clear(origin?: string): void {
    const rest = Object.entries(this.#keys).filter(([name]) => origin !== undefined && name !== origin);
    this.#keys = Object.fromEntries(rest);
    this.#write();
  }

  #put(origin: string, scheme: string, credential: Credential, keep: Keep): void {
    const until = HOURS[keep] ? this.now() + HOURS[keep] * HOUR : 0;
    const rest = Object.fromEntries(this.#valid(origin));
    this.#keys = { ...this.#keys, [origin]: { ...rest, [scheme]: { credential, keep, until } } };
    if (!this.#write() && keep !== "page") this.#put(origin, scheme, credential, "page");
  }

  #found(origin: string, scheme: string): Kept | undefined {
    return this.#valid(origin).find(([name]) => name === scheme)?.[1];
  }

  #valid(origin: string): [string, Kept][] {
    const entries = Object.hasOwn(this.#keys, origin) ? Object.entries(this.#keys[origin] ?? {}) : [];
    return entries.filter(([, { until }]) => !until || until > this.now());
  }

  #take(written: Written | undefined): void {
    if (written?.place !== this.place) return;
    for (const [origin, entries] of Object.entries(written.keys)) {
      this.#keys = { ...this.#keys, [origin]: { ...this.#keys[origin], ...entries } };
    }
  }

  /** Whether everything is where it is wanted. */
  #write(): boolean {
    const tab = this.#save(this.stores.tab, keep => keep === "tab");
    return this.#save(this.stores.computer, keep => HOURS[keep] > 0) && tab;
  }

  #save(store: Store | undefined, wanted: (keep: Keep) => boolean): boolean {
    const keys = Object.fromEntries(
      this.origins
        .map(
          origin => [origin, Object.fromEntries(this.#valid(origin).filter(([, { keep }]) => wanted(keep)))] as const,
        )
        .filter(([, entries]) => Object.keys(entries).length > 0),
    );
    try {
      if (Object.keys(keys).length === 0) store?.removeItem(KEY);
      else if (store) store.setItem(KEY, JSON.stringify({ place: this.place, keys } satisfies Written));
      else return false;
      return true;
    } catch {
      return false;
    }
  }
}

function read(store: Store | undefined): Written | undefined {
  try {
    const written = JSON.parse(store?.getItem(KEY) ?? "null") as Partial<Written> | null;
    const sound = typeof written?.place === "string" && Object.values(written.keys ?? {}).every(isEntries);
    return sound ? (written as Written) : undefined;
  } catch {
    return undefined;
  }
}

function isEntries(value: unknown): boolean {
  return Object.values(value ?? {}).every((kept: Partial<Kept> | null) => {
    return typeof kept?.credential?.secret === "string" && Object.hasOwn(HOURS, kept.keep ?? "");
  });
}
