import type { Credential, Credentials } from "./auth";

const KEY = "gatepost.keys";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The keys of this tab by the origin they are for. In memory unless the reader asks for the session, never in local
 * storage, so that closing the tab forgets them.
 */
export class Vault {
  #keys: Record<string, Credentials> = {};
  #kept = false;

  constructor(private readonly session: Store | undefined) {
    const stored = this.#stored();
    if (stored) {
      this.#keys = stored;
      this.#kept = true;
    }
  }

  /** Whether keys outlive a reload of the page in this tab. */
  get kept(): boolean {
    return this.#kept;
  }

  get empty(): boolean {
    return Object.keys(this.#keys).length === 0;
  }

  of(origin: string): Credentials {
    return Object.hasOwn(this.#keys, origin) ? (this.#keys[origin] as Credentials) : {};
  }

  set(origin: string, scheme: string, credential: Credential): void {
    this.#keys = { ...this.#keys, [origin]: { ...this.of(origin), [scheme]: credential } };
    this.#write();
  }

  /** Keep the keys for the session, or in memory only. */
  keep(wanted: boolean): void {
    this.#kept = wanted;
    this.#write();
  }

  /** Forget the keys of one origin, or all. */
  clear(origin?: string): void {
    const rest = Object.entries(this.#keys).filter(([name]) => origin !== undefined && name !== origin);
    this.#keys = Object.fromEntries(rest);
    this.#write();
  }

  #write(): void {
    try {
      if (this.#kept && !this.empty) this.session?.setItem(KEY, JSON.stringify(this.#keys));
      else this.session?.removeItem(KEY);
    } catch {
      this.#kept = false;
    }
  }

  #stored(): Record<string, Credentials> | undefined {
    try {
      const text = this.session?.getItem(KEY);
      return text ? (JSON.parse(text) as Record<string, Credentials>) : undefined;
    } catch {
      return undefined;
    }
  }
}
