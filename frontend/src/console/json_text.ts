/** A text parsed as JSON: its value, or what is wrong and on which line and column (from 1). */
export type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/** Parse what a reader types; an empty text is no value. */
export function parseJson(source: string): ParsedText {
  if (source.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(source) };
  } catch {
    const { offset, message } = faultOf(source);
    const before = source.slice(0, offset).split("\n");
    return { ok: false, message, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }
}

export function printJson(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** What the scanner waits for: a value, a value or `]`, a name, a name or `}`, a colon, or a comma or the end. */
type Wanted = "value" | "item" | "name" | "member" | "colon" | "next";

const WORDS: Readonly<Record<Wanted, string>> = {
  value: "a value",
  item: "a value or ]",
  name: "a name in double quotes",
  member: "a name in double quotes or }",
  colon: "a colon",
  next: "a comma or the closing bracket",
};

// Engines word their errors differently, and some leave out the place.
function faultOf(source: string): Fault {
  const open: string[] = [];
  let wanted: Wanted = "value";
  for (let at = skip(SPACE, source, 0); ; at = skip(SPACE, source, at)) {
    if (at >= source.length) return { offset: at, message: `The text ends where ${WORDS[wanted]} should follow.` };
    if (wanted === "next" && open.length === 0)
      return { offset: at, message: "There is more after the end of the value." };
    const step = next(source, at, wanted, open);
    if (!step) return { offset: at, message: `Expected ${WORDS[wanted]}.` };
    [at, wanted] = step;
  }
}

function next(source: string, at: number, wanted: Wanted, open: string[]): [number, Wanted] | undefined {
  const character = source[at] ?? "";
  if (wanted === "colon") return character === ":" ? [at + 1, "value"] : undefined;
  if (closes(character, wanted, open)) {
    open.pop();
    return [at + 1, "next"];
  }
  if (wanted === "next") return character === "," ? [at + 1, open.at(-1) === "{" ? "name" : "value"] : undefined;
  if (wanted === "name" || wanted === "member") return found(STRING, source, at, "colon");
  if (character === "{" || character === "[") {
    open.push(character);
    return [at + 1, character === "{" ? "member" : "item"];
  }
  return found(character === '"' ? STRING : SCALAR, source, at, "next");
}

function closes(character: string, wanted: Wanted, open: readonly string[]): boolean {
  const inside = open.at(-1);
  if (wanted !== "next" && wanted !== "item" && wanted !== "member") return false;
  return (character === "]" && inside === "[") || (character === "}" && inside === "{");
}

function found(pattern: RegExp, source: string, at: number, then: Wanted): [number, Wanted] | undefined {
  const end = skip(pattern, source, at);
  return end > at ? [end, then] : undefined;
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
