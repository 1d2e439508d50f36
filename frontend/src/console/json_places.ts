/** A stretch of a text, end not included. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What can be written where the cursor stands, and which text it would take the place of. */
export interface Cursor extends Place {
  readonly kind: "name" | "value";
  /** Names and indices that lead to the object whose name is wanted, or to the value that is. */
  readonly path: readonly string[];
  /** Names that the object has already. */
  readonly taken: ReadonlySet<string>;
  /** Whether a colon follows already. */
  readonly colon: boolean;
}

type Role = "name" | "value" | "open" | "close" | "mark";

interface Token extends Place {
  readonly role: Role;
  readonly text: string;
  /** Path of the value that this token is, names, or stands before. */
  readonly path: readonly string[];
  /** What is open after it. */
  readonly frame: Frame | undefined;
}

/** An object or list that is open. */
interface Frame {
  readonly isList: boolean;
  readonly path: readonly string[];
  readonly names: Place[];
  index: number;
  name: string | undefined;
  /** Whether a colon has come since the name. */
  colon: boolean;
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Where the values of a JSON text stand, by JSON pointer. A text with mistakes gives what can be read of it. */
export function placesOf(source: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { role, path, from, to } of tokensOf(source)) {
    const pointer = pointerOf(path);
    // Of an object or list its name stands for it, or its first bracket: a mark over all of it would hide the rest.
    if (role === "value" || role === "name" || (role === "open" && !places.has(pointer)))
      places.set(pointer, { from, to });
  }
  return places;
}

/** What the text at `at` is part of; undefined where neither a name nor a value can stand. */
export function cursorAt(source: string, at: number): Cursor | undefined {
  const last = tokensOf(source).findLast(token => token.from < at);
  if (!last) return { kind: "value", path: [], from: at, to: at, taken: new Set(), colon: false };
  const inside = at <= last.to && (last.role === "name" || last.role === "value");
  // After its closing quote a string is done.
  if (inside && at === last.to && /^".*"$/.test(last.text)) return undefined;
  const kind = inside ? last.role : wantedAfter(last);
  if (kind !== "name" && kind !== "value") return undefined;
  const place = inside ? { from: last.from, to: last.to } : { from: at, to: at };
  const colon = /^\s*:/.test(source.slice(place.to));
  if (kind === "name")
    return { kind, path: last.frame?.path ?? [], ...place, taken: taken(source, last, place), colon };
  const path = last.text === "[" && !inside ? [...last.path, "0"] : last.path;
  return { kind, path, ...place, taken: new Set(), colon };
}

function wantedAfter(token: Token): "name" | "value" | undefined {
  if (token.text === "{") return "name";
  if (token.text === "[" || token.text === ":") return "value";
  if (token.text !== "," || !token.frame) return undefined;
  return token.frame.isList ? "value" : "name";
}

function taken(source: string, { frame }: Token, own: Place): ReadonlySet<string> {
  const others = (frame?.names ?? []).filter(({ from }) => from !== own.from);
  return new Set(others.map(({ from, to }) => nameOf(source.slice(from, to))));
}

function tokensOf(source: string): readonly Token[] {
  const open: Frame[] = [];
  return [...source.matchAll(TOKEN)].map(match => {
    const [text] = match;
    return { text, from: match.index, to: match.index + text.length, ...step(open, text, match.index) };
  });
}

function step(open: Frame[], text: string, from: number): Pick<Token, "role" | "path" | "frame"> {
  const frame = open.at(-1);
  const path = frame ? pathIn(frame) : [];
  if (text === "{" || text === "[") {
    open.push({ isList: text === "[", path, names: [], index: 0, name: undefined, colon: false });
    return { role: "open", path, frame: open.at(-1) };
  }
  if (text === "}" || text === "]") {
    open.pop();
    return { role: "close", path, frame: open.at(-1) };
  }
  if (text === "," || text === ":") return { role: "mark", path: marked(frame, text), frame };
  if (!frame || frame.isList || frame.colon) return { role: "value", path, frame };
  frame.name = nameOf(text);
  frame.names.push({ from, to: from + text.length });
  return { role: "name", path: pathIn(frame), frame };
}

function marked(frame: Frame | undefined, mark: string): readonly string[] {
  if (!frame) return [];
  frame.colon = mark === ":";
  if (mark === ",") {
    frame.index += 1;
    frame.name = undefined;
  }
  return pathIn(frame);
}

function pathIn(frame: Frame): readonly string[] {
  if (frame.isList) return [...frame.path, String(frame.index)];
  return frame.name === undefined ? frame.path : [...frame.path, frame.name];
}

/** The text of a name without its quotes, as far as it can be read. */
function nameOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.replace(/^"|"$/g, "");
  }
}

function pointerOf(path: readonly string[]): string {
  return path.map(name => `/${escaped(name)}`).join("");
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
