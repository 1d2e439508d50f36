import { type Reply, redacted, replyOf, type Sent } from "./sent";

interface Pair {
  readonly name: string;
  readonly value: string;
}

const UNKNOWN = -1;

/** The exchanges as an HTTP archive, HAR 1.2, without the reader's keys. */
export async function archiveOf(all: readonly Sent[], version = "1"): Promise<object> {
  return {
    log: {
      version: "1.2",
      creator: { name: "Gatepost console", version },
      entries: await Promise.all(all.map(entry)),
    },
  };
}

async function entry(sent: Sent): Promise<object> {
  const { exchange, at } = sent;
  const total = Math.round(exchange.elapsed);
  const wait = Math.round(exchange.headAt ?? total);
  return {
    startedDateTime: at.toISOString(),
    time: total,
    request: await request(sent),
    response: response(replyOf(sent)),
    cache: {},
    timings: { send: 0, wait, receive: total - wait },
    ...(exchange.failure ? { comment: `${exchange.failure.cause}: ${exchange.failure.message}` } : {}),
  };
}

async function request(sent: Sent): Promise<object> {
  const { method, url, headers, body } = redacted(sent);
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const text = typeof body === "string" ? body : body && (await body.text());
  return {
    method,
    url,
    httpVersion: "",
    cookies: [],
    headers: pairs(headers),
    queryString: pairs([...new URL(url).searchParams]),
    ...(text === undefined ? {} : { postData: { mimeType: type, text } }),
    headersSize: UNKNOWN,
    bodySize: text === undefined ? 0 : new TextEncoder().encode(text).length,
  };
}

function response(reply: Reply | undefined): object {
  const content = reply && {
    size: reply.size,
    mimeType: reply.contentType || "application/octet-stream",
    ...(reply.raw === undefined ? { comment: "Not text: left out." } : { text: reply.raw }),
    ...(reply.cut ? { comment: "Only the beginning." } : {}),
  };
  return {
    status: reply?.status ?? 0,
    statusText: reply?.statusText ?? "",
    httpVersion: "",
    cookies: [],
    headers: pairs(reply?.headers ?? []),
    content: content ?? { size: 0, mimeType: "x-unknown" },
    redirectURL: "",
    headersSize: UNKNOWN,
    bodySize: reply ? reply.size : UNKNOWN,
  };
}

function pairs(entries: readonly (readonly [string, string])[]): readonly Pair[] {
  return entries.map(([name, value]) => ({ name, value }));
}
