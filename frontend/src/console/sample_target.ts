import type { ContractServer } from "../contract";
import type { AnswerPart, SampleRequest } from "../sandbox/sample_messages";
import type { Outgoing } from "./outgoing";
import type { ConsoleState } from "./state";
import type { Transport } from "./transport";

/** What stands in the sample for each key: the page puts the key itself in, for the chosen target alone. */
const MARK = "gatepost-key-";
const MOST_VARIABLES = 4;
/** The host of samples where the description names none, as `gatepost.render.samples.request` has it. */
const EXAMPLE_HOST = "https://gateway.example.com";

/** Values for `os.environ[…]`: words that stand for the reader's keys, never the keys. */
export function environmentOf(source: string): Readonly<Record<string, string>> {
  const names = [...source.matchAll(/os\.(?:environ\[|environ\.get\(|getenv\()\s*["'](\w+)["']/g)];
  return Object.fromEntries(names.map(([, name]) => [name, MARK + name]));
}

/** The request of a sample as it goes to the console's target, or why it does not. */
export function outgoingOf(
  request: SampleRequest,
  state: Pick<ConsoleState, "contract" | "base" | "authorization">,
): Outgoing | { readonly refused: string } {
  const { base } = state;
  if (!base.ok) return { refused: base.message };
  const path = pathBelow(request.url, state);
  if (path === undefined) {
    return { refused: `Samples in this page call their gateway alone, not ${request.url.split(/[?#]/)[0]}.` };
  }
  const { method, body } = request;
  const headers = request.headers.flatMap(header => keyed(header, state.authorization.headers));
  const url = withKeys(base.url.href.replace(/\/+$/, "") + path, state.authorization.query);
  return { method, url, headers, secret: true, ...(body.length > 0 ? { body: new Blob([body]) } : {}) };
}

/** Send a request of a sample, and tell each part of the answer. */
export async function relay(
  outgoing: Outgoing,
  transport: Transport,
  take: (part: AnswerPart) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of transport.send(outgoing, signal)) {
    if (event.kind === "head") take({ kind: "head", status: event.status, headers: event.headers });
    else if (event.kind === "chunk") take({ kind: "chunk", bytes: event.bytes });
    else if (event.kind === "end") take({ kind: "end" });
    else take({ kind: "failure", cause: event.cause, message: event.message });
  }
}

// Dots in a path are resolved before it is compared: nothing leads out of the base.
function pathBelow(address: string, { contract, base }: Pick<ConsoleState, "contract" | "base">): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { href } = new URL(address);
  const own = base.ok ? [escaped(base.url.href)] : [];
  const given = contract.servers.flatMap(server => [...patternOf(server), ...escapedDefault(server)]);
  const starts = [...(contract.servers.length > 0 ? given : [escaped(EXAMPLE_HOST)]), ...own];
  for (const start of starts) {
    const found = new RegExp(`^${start.replace(/\/+$/, "")}(?=[/?]|$)`).exec(href);
    if (found) return href.slice(found[0].length);
  }
  return undefined;
}

// As the samples are written: variables at their defaults, and a host made for examples where the server names none.
function escapedDefault(server: ContractServer): readonly string[] {
  const filled = server.variables.reduce((url, one) => url.replaceAll(`{${one.name}}`, one.default), server.url);
  return URL.canParse(filled, EXAMPLE_HOST) ? [escaped(new URL(filled, EXAMPLE_HOST).href)] : [];
}

// A variable of a server stands for anything within one part of the address. Many would make matching slow.
function patternOf({ url }: ContractServer): readonly string[] {
  const parts = url.split(/((?:\{[^{}]*\})+)/);
  if (parts.length > 2 * MOST_VARIABLES + 1) return [];
  return [parts.map((part, index) => (index % 2 ? "[^/?#@:]*" : escaped(part))).join("")];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

type Pairs = readonly (readonly [string, string])[];

// The whole header is the console's own: what stands before the key, and how it is encoded, depend on the scheme.
function keyed([name, value]: readonly [string, string], known: Pairs): readonly (readonly [string, string])[] {
  if (!holdsMark(value)) return [[name, value]];
  return known.filter(([one]) => one.toLowerCase() === name.toLowerCase()).slice(0, 1);
}

function holdsMark(value: string): boolean {
  const [, basic] = /^Basic\s+(\S+)$/i.exec(value) ?? [];
  if (!basic) return value.includes(MARK);
  try {
    return atob(basic).includes(MARK);
  } catch {
    return false;
  }
}

function withKeys(address: string, known: Pairs): string {
  const [start = "", query] = address.split("?", 2);
  if (!query?.includes(MARK)) return address;
  const pairs = query.split("&").flatMap(pair => {
    if (!pair.includes(MARK)) return [pair];
    const name = decodeURIComponent(pair.split("=", 1)[0] ?? "");
    const found = known.find(([one]) => one === name);
    return found ? [`${encodeURIComponent(name)}=${encodeURIComponent(found[1])}`] : [];
  });
  return pairs.length > 0 ? `${start}?${pairs.join("&")}` : start;
}
