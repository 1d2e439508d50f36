import type { Exchange } from "../exchange";
import type { RpcError } from "./protocol";

/**
 * Why a call has no result. `http`: the reply, or its absence, says why. `rpc`: the server refused in the protocol's
 * own way. `unsupported`: server and console have no way to talk in common. `broken`: the reply is no answer.
 */
export type FaultKind = "http" | "rpc" | "unsupported" | "broken" | "cancelled";

export class Fault extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
    readonly exchange?: Exchange,
    readonly rpc?: RpcError,
  ) {
    super(message);
  }

  get status(): number {
    return this.exchange?.head?.status ?? 0;
  }
}

/** What an error of the protocol means to a reader; empty where its own words say enough. */
export function hintOf({ code, data }: RpcError): string {
  if (code === -32601) return "The server does not offer this, although the page was made from a list that did.";
  if (code === -32602) return "The server does not know the name, or the arguments are not as it wants them.";
  if (code === -32002) return "There is no such resource on this server, or this key may not see it.";
  if (code === -32020)
    return "A header did not reach the server as it was sent: a gateway on the way may drop the Mcp-* headers.";
  if (code === -32021) return `The server needs something of the client that this console cannot do${named(data)}.`;
  return "";
}

function named(data: unknown): string {
  const written = data === undefined ? "" : JSON.stringify(data);
  return written ? `: ${written.slice(0, 200)}` : "";
}
