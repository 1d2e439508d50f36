import { array, record, text } from "./schema";
import type { Failure } from "./transport";

/** What went wrong in words, and what to do next. */
export interface Explanation {
  readonly title: string;
  /** What the gateway said itself. */
  readonly detail: string;
  readonly hints: readonly string[];
  /** Seconds after which to try again, where the gateway tells. */
  readonly retryAfter: number | undefined;
}

export interface Circumstances {
  readonly url: string;
  readonly page: string;
  /** Whether the request went through the proxy of this site. */
  readonly proxied: boolean;
  readonly sentKey: boolean;
}

type Headers = readonly (readonly [string, string])[];

/** The text, kind and code of an error, whatever shape the gateway gives it. */
export interface GatewayError {
  readonly message: string;
  readonly kind: string;
  readonly code: string;
}

/** Normalise `{error:{…}}`, `{error, message}`, `{detail}`, `{status, message}`, problem+json, and plain text. */
export function gatewayError(body: unknown): GatewayError | undefined {
  if (typeof body === "string") return plainError(body);
  const reply = record(body);
  if (!reply) return undefined;
  const nested = record(reply.error) ?? record(record(reply.detail)?.error) ?? {};
  const message =
    text(nested.message) ||
    detailText(reply.detail) ||
    text(reply.message) ||
    text(reply.error_description) ||
    text(reply.error) ||
    text(reply.title);
  if (!message) return undefined;
  const short = text(reply.error) === message ? "" : text(reply.error);
  return {
    message,
    kind: known(nested.type) || known(reply.type).replace(/^about:blank$/, "") || short,
    code: known(nested.code) || known(reply.code),
  };
}

function plainError(body: string): GatewayError | undefined {
  const words = /<(html|body|!doctype)/i.test(body)
    ? (/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? "The reply is a web page.")
    : body;
  const message = words.trim().slice(0, 500);
  return message ? { message, kind: "", code: "" } : undefined;
}

function detailText(detail: unknown): string {
  if (typeof detail === "string") return detail;
  if (record(detail)) return text(record(detail)?.message);
  return array(detail)
    .map(item => {
      const fault = record(item);
      const place = array(fault?.loc).slice(1).join(".");
      const message = text(fault?.msg) || text(fault?.message) || text(item);
      return place ? `${place}: ${message}` : message;
    })
    .filter(Boolean)
    .join("; ");
}

// Some gateways write an absent value as the word "None".
function known(value: unknown): string {
  const written = typeof value === "number" ? String(value) : text(value);
  return written === "None" || written === "null" ? "" : written;
}

/** Explain a reply whose status is an error, or an error that came inside a stream. */
export function explainReply(status: number, headers: Headers, body: unknown, at: Circumstances): Explanation {
  const error = gatewayError(body);
  const detail = error
    ? [error.message, [error.kind, error.code].filter(Boolean).join(" · ")].filter(Boolean).join("\n")
    : "";
  const budget = /budget/i.test(`${error?.kind} ${error?.message}`) && status !== 401;
  const retryAfter = retryAfterOf(headers);
  const hints = budget ? [BUDGET] : hintsFor(status, at, retryAfter);
  const more = [scopesWanted(headers), fallbacksTried(status, headers)].filter(Boolean);
  return { title: titleOf(status, budget), detail, hints: [...hints, ...more], retryAfter };
}

/** What a challenge names that the token lacks (RFC 6750, section 3). */
function scopesWanted(headers: Headers): string {
  const challenge = headers.find(([name]) => name.toLowerCase() === "www-authenticate")?.[1] ?? "";
  const scope = /\bscope="([^"]*)"/.exec(challenge)?.[1];
  return scope ? `It asks for a token with the scope ${scope}: get one under Authentication.` : "";
}

function fallbacksTried(status: number, headers: Headers): string {
  const tried = Number(headers.find(([name]) => /^x-.*attempted-fallbacks$/i.test(name))?.[1] ?? 0);
  return status >= 500 && tried > 0 ? `The gateway tried ${tried} other deployments before it gave up.` : "";
}

const BUDGET = "Raise the budget of the key, wait until it is reset, or use another key.";

const TITLES: Readonly<Record<number, string>> = {
  400: "The gateway could not read the request",
  401: "The gateway does not know the key",
  402: "Payment needed, or the budget is spent",
  403: "The key may not do this",
  404: "There is nothing at this address",
  405: "The gateway does not take this method here",
  408: "The gateway waited too long for the request",
  409: "The request clashes with the present state",
  413: "The request is too large",
  415: "The gateway does not read this media type",
  422: "The request does not fit what the gateway expects",
  429: "Too many requests",
  500: "The gateway failed",
  502: "The gateway got no good answer from behind it",
  503: "The gateway is not ready to answer",
  504: "The gateway waited too long for what is behind it",
};

function titleOf(status: number, budget: boolean): string {
  if (budget) return "The budget is spent";
  if (status < 400) return "The gateway reported an error inside the stream";
  return TITLES[status] ?? (status < 500 ? "The gateway refused the request" : "The gateway failed");
}

function hintsFor(status: number, at: Circumstances, retryAfter: number | undefined): readonly string[] {
  const host = hostOf(at.url);
  if (status === 401) {
    return [
      at.sentKey
        ? `Check that the key belongs to ${host} and has not expired.`
        : "Fill in a key above, then send again.",
    ];
  }
  if (status === 403) return ["Check the scopes, the role and the model list of the key."];
  if (status === 402) return [BUDGET];
  if (status === 404) return [`Check the values in the path, and that ${host} is the base URL of this gateway.`];
  if (status === 429 && retryAfter === undefined) return ["Wait a little before you send again."];
  if (status === 502 && at.proxied) return ["Check that the gateway behind the proxy of this site is running."];
  return status >= 500 ? ["Sending again may help; the request id in the headers helps whoever runs the gateway."] : [];
}

/** Seconds to wait, from `retry-after` (seconds or a date) or the form some proxies use. */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const value = ["retry-after", "x-retry-in", "llm_provider-retry-after"]
    .map(wanted => headers.find(([name]) => name.toLowerCase() === wanted)?.[1])
    .find(found => found !== undefined);
  if (value === undefined) return undefined;
  const seconds = /^([\d.]+)(ms|s)?$/.exec(value.trim());
  if (seconds) return Math.ceil(Number(seconds[1]) / (seconds[2] === "ms" ? 1000 : 1));
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Explain why there is no reply, as far as a page can know. */
export function explainFailure(failure: Failure, at: Circumstances): Explanation {
  const host = hostOf(at.url);
  const make = (title: string, hints: readonly string[]): Explanation => ({
    title,
    detail: failure.cause === "unreachable" ? "" : failure.message,
    hints,
    retryAfter: undefined,
  });
  switch (failure.cause) {
    case "cancelled":
      return make("Cancelled", []);
    case "refused":
      return make("Not sent", []);
    case "interrupted":
      return make("The connection broke off", ["What came until then is shown below."]);
    case "sandbox":
      return make("The sandbox in this page stopped", [
        "Send starts it again.",
        "The other targets are called directly, without the sandbox.",
      ]);
    case "redirected":
      return make(`${host} redirects to another address`, [
        "The console does not follow with a key, which the other address would receive.",
        "Correct the base URL: often a slash at its end, or https in place of http.",
      ]);
    default:
      return make(`No answer from ${host}`, unreachableHints(at));
  }
}

function unreachableHints(at: Circumstances): readonly string[] {
  const [url, page] = [new URL(at.url), new URL(at.page)];
  if (at.proxied) return ["Check that this site is still being served, and that the network is up."];
  if (page.protocol === "https:" && url.protocol === "http:" && !isLoopback(url.hostname)) {
    return [`This page came over https, so the browser does not call ${url.origin}. Use an https address.`];
  }
  const down = `${url.host} may be down, or its name may not resolve.`;
  if (isLoopback(url.hostname) && !isLoopback(page.hostname)) {
    return [
      "Browsers refuse calls from a public page to an address of your own machine, or ask you first. " +
        "Serve this site on your machine to call it.",
      down,
    ];
  }
  if (url.origin === page.origin) return [down];
  return [down, `It may not allow calls from ${page.origin}: the browser then hides the reply (CORS).`];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
