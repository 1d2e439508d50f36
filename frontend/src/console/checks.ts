import type { Definitions } from "./schema";
import type { Check, checkOf, Faults } from "./validate";

/** The code that compares values with schemas. */
export type Checking = { readonly checkOf: typeof checkOf };

export const NO_FAULTS: Faults = new Map();

/** Compares values with their schemas, by code that comes after the form; until then nothing is found wrong. */
export class Checks {
  /** Settles when it can, or never will: then the gateway alone judges. */
  ready: Promise<void> = Promise.resolve();

  #checking: Checking | undefined;
  readonly #checks = new Map<string, Check>();
  readonly #faults = new Map<string, { readonly value: unknown; readonly faults: Faults }>();

  constructor(private readonly definitions: Definitions) {}

  /** Take the code when it has come; `arrived` is told then. */
  by(coming: Checking | Promise<Checking>, arrived: () => void): void {
    const use = (checking: Checking) => {
      this.#checking = checking;
      arrived();
    };
    if ("checkOf" in coming) use(coming);
    else this.ready = coming.then(use, () => {});
  }

  /** Faults of a value; `key` names the place that it is for, which has one schema. */
  faults(key: string, schema: unknown, value: unknown): Faults {
    const known = this.#faults.get(key);
    if (!this.#checking) return NO_FAULTS;
    if (known && known.value === value) return known.faults;
    const check = this.#checks.get(key) ?? this.#checking.checkOf(schema, this.definitions);
    this.#checks.set(key, check);
    const faults = check(value);
    this.#faults.set(key, { value, faults });
    return faults;
  }
}
