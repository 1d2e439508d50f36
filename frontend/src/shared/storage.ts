const PREFIX = "gatepost.";

/** What the reader chose last, or undefined: storage may be refused, full or changed by hand. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keep a choice of the reader. Never for anything secret. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A reader who blocks storage only loses the memory.
  }
}
