/** Reads what `gatepost/index/blocks.py` writes. */
export class Reader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.#at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.#at];
    if (value === undefined) throw new RangeError("a search file ends too early");
    this.#at += 1;
    return value;
  }

  /** Seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** How many things follow; each takes a byte at least. */
  count(): number {
    const value = this.number();
    if (value > this.bytes.length - this.#at) throw new RangeError("a search file ends too early");
    return value;
  }

  take(count: number): Uint8Array {
    const found = this.bytes.subarray(this.#at, this.#at + count);
    if (found.length < count) throw new RangeError("a search file ends too early");
    this.#at += count;
    return found;
  }
}

/** Read a block of sorted entries; `value` reads what belongs to a key. */
export function entries<Value>(bytes: Uint8Array, value: (reader: Reader) => Value): Map<string, Value> {
  const reader = new Reader(bytes);
  const found = new Map<string, Value>();
  const decoder = new TextDecoder();
  let key = new Uint8Array();
  while (!reader.done) {
    const shared = reader.number();
    const rest = reader.take(reader.number());
    const next = new Uint8Array(shared + rest.length);
    next.set(key.subarray(0, shared));
    next.set(rest, shared);
    key = next;
    found.set(decoder.decode(key), value(reader));
  }
  return found;
}

/** The block that holds a key, by the keys at which blocks begin; -1 where it would stand before all. */
export function blockOf<Key extends string | number>(starts: readonly Key[], key: Key): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as Key) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
