import type { Contract } from "../../contract";
import type { Authorization } from "../auth";
import type { Exchange } from "../exchange";
import type { Outgoing } from "../outgoing";
import { type Draft, prepare } from "../request";
import { isSecretHeader, REDACTED, scrubbed, withoutSecrets } from "./secrets";

/** A request that has been sent, as the console remembers it. */
export interface Sent {
  readonly contract: Contract;
  readonly draft: Draft;
  readonly base: URL;
  readonly target: string;
  readonly authorization: Authorization;
  /** Which alternative of the contract's security it used. */
  readonly alternative: number;
  /** The reader's keys at that time. */
  readonly secrets: readonly string[];
  readonly at: Date;
  readonly exchange: Exchange;
}

/** A reply as it may be shown, compared and written down: scrubbed of the reader's keys. */
export interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly contentType: string;
  /** The answer of a stream put together, JSON in lines, or the text as it came. */
  readonly text: string;
  /** What came, byte for byte where it is text; undefined for other bytes. */
  readonly raw: string | undefined;
  readonly size: number;
  readonly cut: boolean;
}

const NO_AUTHORIZATION: Authorization = { headers: [], query: [], troubles: [], secret: false };
const LONGEST = 1_000_000;

/** The request as it was sent, but for what is secret: that is `REDACTED`, or left out. */
export function redacted({ contract, draft, base, authorization, secrets }: Sent): Outgoing {
  const cleared = withoutSecrets(contract, draft, secrets);
  const { outgoing } = prepare(contract, cleared.draft, base, {
    ...NO_AUTHORIZATION,
    headers: authorization.headers.map(([name]) => [name, REDACTED]),
    query: authorization.query.map(([name]) => [name, REDACTED]),
  });
  const headers = outgoing.headers.map(
    ([name, value]) => [name, isSecretHeader(name) ? REDACTED : scrubbed(value, secrets)] as const,
  );
  return { ...outgoing, url: scrubbed(outgoing.url, secrets), headers };
}

/** What came back, undefined where nothing did. */
export function replyOf({ exchange, secrets }: Sent): Reply | undefined {
  const { head, received, assembly, streaming } = exchange;
  if (!head) return undefined;
  const raw = received.isText ? scrubbed(received.text.slice(0, LONGEST), secrets) : undefined;
  const assembled = streaming && assembly.recognised ? assembly.answer : "";
  return {
    status: head.status,
    statusText: head.statusText,
    headers: head.headers.map(
      ([name, value]) => [name, isSecretHeader(name) ? REDACTED : scrubbed(value, secrets)] as const,
    ),
    contentType: received.contentType,
    text: assembled
      ? scrubbed(assembled, secrets)
      : readable(raw ?? `${received.size} bytes of ${received.contentType || "no type"}`),
    raw,
    size: received.size,
    cut: received.cut || received.text.length > LONGEST,
  };
}

function readable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
