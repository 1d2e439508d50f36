import { record, text } from "../schema";

/** The newest version without a handshake, and the newest with one. */
export const MODERN = "2026-07-28";
export const LEGACY = "2025-11-25";

/** `modern`: every request stands alone. `legacy`: a handshake comes first, and often a session. */
export type Era = "modern" | "legacy";

export type Message = Readonly<Record<string, unknown>>;

/** What the console can do for a server while a call runs. */
export const CAPABILITIES: Message = {
  elicitation: { form: {}, url: {} },
  extensions: { "io.modelcontextprotocol/tasks": {} },
};

export const CLIENT: Message = { name: "gatepost-console", version: "1" };

const META = "io.modelcontextprotocol/";

export const METHOD_NOT_FOUND = -32601;
export const HEADER_MISMATCH = -32020;
export const MISSING_CAPABILITY = -32021;
export const UNSUPPORTED_VERSION = -32022;
/** Codes that only a server of the modern era answers with. */
export const MODERN_CODES: readonly number[] = [HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION];

/** What every modern request says of its sender. */
export function modernMeta(): Message {
  return {
    [`${META}protocolVersion`]: MODERN,
    [`${META}clientInfo`]: CLIENT,
    [`${META}clientCapabilities`]: CAPABILITIES,
  };
}

export function serverInfo(result: Message): Message {
  return record(result.serverInfo) ?? record(record(result._meta)?.[`${META}serverInfo`]) ?? {};
}

/** An error of the protocol, as the server words it. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

export function errorOf(message: Message): RpcError | undefined {
  const error = record(message.error);
  if (!error) return undefined;
  return { code: Number(error.code ?? 0), message: text(error.message), data: error.data };
}

/** How far a call is. */
export interface Progress {
  readonly progress: number;
  readonly total: number | undefined;
  readonly message: string;
}

export function progressOf(params: Message): Progress {
  const total = typeof params.total === "number" && params.total > 0 ? params.total : undefined;
  return { progress: Number(params.progress ?? 0), total, message: text(params.message) };
}
