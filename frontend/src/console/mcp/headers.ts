import { record } from "../schema";
import { MODERN } from "./protocol";

export type Header = readonly [string, string];

const COMMON: readonly Header[] = [
  ["Content-Type", "application/json"],
  ["Accept", "application/json, text/event-stream"],
];

/** The headers of a request of 2026-07-28; `name` repeats what the request is about, where it is about something. */
export function modernHeaders(method: string, name?: string): readonly Header[] {
  const named: readonly Header[] = name === undefined ? [] : [["Mcp-Name", headerText(name)]];
  return [...COMMON, ["MCP-Protocol-Version", MODERN], ["Mcp-Method", method], ...named];
}

/** The headers of a request with handshake; the first one knows neither version nor session. */
export function legacyHeaders(version?: string, session?: string): readonly Header[] {
  const known: Header[] = [...COMMON];
  if (version) known.push(["MCP-Protocol-Version", version]);
  if (session) known.push(["Mcp-Session-Id", session]);
  return known;
}

/** Arguments that are sent as headers as well (`x-mcp-header`); what is not given is left out. */
export function parameterHeaders(pairs: readonly Header[], given: unknown): readonly Header[] {
  return pairs.flatMap(([path, header]): Header[] => {
    const value = path.split(".").reduce<unknown>((inner, name) => record(inner)?.[name], given);
    if (value === undefined || value === null || typeof value === "object") return [];
    return [[header, headerText(String(value))]];
  });
}

/** A value as a header can carry it: in Base64 where it is not plain ASCII. */
export function headerText(value: string): string {
  if (/^[\x21-\x7E]([\x20-\x7E]*[\x21-\x7E])?$/.test(value) && !/^=\?base64\?.*\?=$/.test(value)) return value;
  return `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}?=`;
}
