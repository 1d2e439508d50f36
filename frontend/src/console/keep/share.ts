import type { Contract } from "../../contract";
import { type Draft, parameterKey } from "../request";
import { array, record, text } from "../schema";
import { readDraft } from "./history";

/** What a link carries: a request without keys, and without its target, which is the reader's own choice. */
export interface Shared {
  readonly operation: string;
  readonly draft: Draft;
  /** Names of what was left out. */
  readonly left: readonly string[];
}

const VERSION = 1;
const PREFIX = "#try=";
const LONGEST_LINK = 32_000;
const LONGEST_TEXT = 256_000;

/** Whether the fragment of an address is that of a shared request. */
export function isShared(hash: string): boolean {
  return hash.startsWith(PREFIX);
}

/** The fragment for a request, deflated and in base64url; rejects with RangeError where it would be too long. */
export async function fragmentOf(shared: Shared): Promise<string> {
  const { operation, draft, left } = shared;
  const { parameters, mediaType, body } = draft;
  const wire = JSON.stringify({ v: VERSION, o: operation, p: parameters, m: mediaType, b: body, l: left });
  const packed = await piped(new TextEncoder().encode(wire), new CompressionStream("deflate-raw"), LONGEST_TEXT);
  const fragment = PREFIX + base64url(packed);
  if (fragment.length > LONGEST_LINK) throw new RangeError("The request is too large for a link.");
  return fragment;
}

/** What a fragment carries; undefined where it is damaged, too large or of another operation. */
export async function sharedIn(hash: string, contract: Contract): Promise<Shared | undefined> {
  if (!isShared(hash) || hash.length > LONGEST_LINK) return undefined;
  try {
    const packed = bytesOf(hash.slice(PREFIX.length));
    const plain = await piped(packed, new DecompressionStream("deflate-raw"), LONGEST_TEXT);
    return read(record(JSON.parse(new TextDecoder().decode(plain))), contract);
  } catch {
    return undefined;
  }
}

function read(wire: Readonly<Record<string, unknown>> | undefined, contract: Contract): Shared | undefined {
  const draft = readDraft(wire && { parameters: wire.p, mediaType: wire.m, body: wire.b });
  if (!wire || wire.v !== VERSION || wire.o !== contract.address || !draft) return undefined;
  return { operation: contract.address, draft: known(contract, draft), left: array(wire.l).map(text) };
}

/** Of a draft from elsewhere only what the contract has a place for. */
export function known(contract: Contract, { parameters, mediaType, body }: Draft): Draft {
  const keys = contract.parameters.map(parameterKey).filter(key => Object.hasOwn(parameters, key));
  const media = contract.bodies.some(item => item.mediaType === mediaType);
  return {
    parameters: Object.fromEntries(keys.map(key => [key, parameters[key]])),
    mediaType: media ? mediaType : (contract.bodies[0]?.mediaType ?? ""),
    body: media ? body : undefined,
  };
}

async function piped(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // A link of a few bytes can unpack to gigabytes: it is read no further than that.
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(through) as ReadableStream<
    Uint8Array<ArrayBuffer>
  >) {
    size += chunk.length;
    if (size > most) throw new RangeError("The request is too large for a link.");
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, byte => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), character => character.charCodeAt(0));
}
