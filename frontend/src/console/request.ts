import type { Contract, ContractParameter } from "../contract";
import type { Authorization } from "./auth";
import { encodeBody, essence, urlEncoded } from "./body";
import type { Outgoing, Trouble } from "./outgoing";
import { cookiePairs, encoded, headerValue, type Pair, pathSegment, queryParts } from "./serialize";

/** What the reader has filled in; a parameter or body that is undefined is left out. */
export interface Draft {
  /** By `parameterKey`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mediaType: string;
  readonly body: unknown;
  /** JSON as the reader typed it: numbers of any length, and names in any order, go out as they are. */
  readonly source?: string;
}

export interface Prepared {
  readonly outgoing: Outgoing;
  readonly troubles: readonly Trouble[];
}

const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|sec-.*|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// RFC 6265, 4.1.1, and the comma that browsers let through.
const COOKIE = /^[\x21\x23-\x3A\x3C-\x5B\x5D-\x7E]*$/;
const BODILESS = new Set(["GET", "HEAD"]);

export function parameterKey(parameter: Pick<ContractParameter, "location" | "name">): string {
  return `${parameter.location}:${parameter.name}`;
}

/** Why the page cannot send a cookie to its target; empty where it can. */
export type CookieRefusal = string;

const NO_COOKIES: CookieRefusal = "A page may not send a cookie of its choice to another origin.";

/** Put a draft together into a request to `base`; everything wrong with it is told beside it. */
export function prepare(
  contract: Contract,
  draft: Draft,
  base: URL,
  authorization: Authorization,
  noCookies: CookieRefusal = NO_COOKIES,
): Prepared {
  const troubles: Trouble[] = [...missing(contract, draft), ...authorization.troubles];
  const path = pathOf(contract, draft, troubles);
  const query = queryOf(contract, draft, authorization);
  const method = contract.method.toUpperCase();
  const headers = headersOf(contract, draft, troubles);
  for (const [name, value] of authorization.headers) headers.set(name, value);
  const body = BODILESS.has(method) ? undefined : bodyOf(contract, draft, headers, troubles);
  const url = base.origin + base.pathname.replace(/\/+$/, "") + path + (query && `?${query}`);
  const cookies = cookiesOf(contract, draft, authorization, noCookies, troubles);
  const sent = { method, url, headers: [...headers], secret: authorization.secret };
  const outgoing = cookies.length > 0 ? { ...sent, cookies } : sent;
  return { outgoing: body === undefined ? outgoing : { ...outgoing, body }, troubles };
}

function givenValue(draft: Draft, parameter: ContractParameter): unknown {
  const key = parameterKey(parameter);
  return Object.hasOwn(draft.parameters, key) ? draft.parameters[key] : undefined;
}

function missing(contract: Contract, draft: Draft): Trouble[] {
  return contract.parameters
    .filter(parameter => parameter.required && isMissing(givenValue(draft, parameter), parameter))
    .map(parameter => ({
      field: parameterKey(parameter),
      message: `“${parameter.name}” is required.`,
      // Without it the path would be another operation's.
      fatal: parameter.location === "path",
    }));
}

function isMissing(value: unknown, { allowEmptyValue }: ContractParameter): boolean {
  return value === undefined || (value === "" && !allowEmptyValue);
}

function pathOf(contract: Contract, draft: Draft, troubles: Trouble[]): string {
  const inPath = contract.parameters.filter(parameter => parameter.location === "path");
  const filled = (contract.path.split("?")[0] ?? "").split("/").map(segment => {
    const made = segment.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
      const parameter = inPath.find(item => item.name === name);
      const value = parameter && givenValue(draft, parameter);
      return value === undefined || !parameter ? encoded(whole) : pathSegment(name, value, parameter);
    });
    // Browsers resolve these before they send, percent-encoded or not.
    if (made !== segment && /^(\.|%2e){1,2}$/i.test(made)) {
      const message = `“${made}” as a part of the path would be taken for a step up; no browser can send it.`;
      const name = /\{([^{}]*)\}/.exec(segment)?.[1] ?? "";
      troubles.push({ field: parameterKey({ location: "path", name }), message, fatal: true });
    }
    return made;
  });
  const path = filled.join("/");
  return path.startsWith("/") ? path : `/${path}`;
}

function queryOf(contract: Contract, draft: Draft, authorization: Authorization): string {
  const [, fixed] = contract.path.split("?");
  const parts = contract.parameters
    .filter(parameter => parameter.location === "query")
    .flatMap(parameter => {
      const value = givenValue(draft, parameter);
      return value === undefined ? [] : queryParts(parameter.name, value, parameter);
    });
  const keys = authorization.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return [...(fixed ? [fixed] : []), ...parts, ...wholeQuery(contract, draft), ...keys].join("&");
}

// OpenAPI 3.2 has a parameter that is the query as a whole.
function wholeQuery(contract: Contract, draft: Draft): readonly string[] {
  const whole = contract.parameters.find(parameter => parameter.location === "querystring");
  const value = whole && givenValue(draft, whole);
  if (!whole || value === undefined || value === "") return [];
  if (essence(whole.contentType) === "application/x-www-form-urlencoded") return [urlEncoded(value, [])];
  return [pathSegment("", value, whole)];
}

function headersOf(contract: Contract, draft: Draft, troubles: Trouble[]): Map<string, string> {
  const headers = new Map([["Accept", acceptOf(contract)]]);
  for (const parameter of contract.parameters) {
    const value = givenValue(draft, parameter);
    if (value === undefined || parameter.location !== "header") continue;
    const field = parameterKey(parameter);
    const sent = headerValue(value, parameter);
    const refusal = headerRefusal(parameter.name, sent);
    if (refusal) troubles.push({ field, ...refusal });
    else setHeader(headers, parameter.name, sent.trim());
  }
  return headers;
}

interface Cookie {
  readonly field: string;
  readonly name: string;
  readonly value: string;
}

function cookiesOf(
  contract: Contract,
  draft: Draft,
  authorization: Authorization,
  refusal: CookieRefusal,
  troubles: Trouble[],
): readonly Pair[] {
  const given = contract.parameters
    .filter(parameter => parameter.location === "cookie" && givenValue(draft, parameter) !== undefined)
    .flatMap((parameter): Cookie[] => {
      const field = parameterKey(parameter);
      const pairs = cookiePairs(parameter.name, givenValue(draft, parameter), parameter);
      return pairs.map(([name, value]) => ({ field, name, value }));
    });
  return [...given, ...(authorization.cookies ?? [])].flatMap(({ field, name, value }): Pair[] => {
    const broken = !TOKEN.test(name) || !COOKIE.test(value);
    if (!refusal && !broken) return [[name, value]];
    const told = refusal ? `is left out. ${refusal}` : "holds a character that no cookie can carry.";
    troubles.push({ field, message: `The cookie “${name}” ${told}`, fatal: !refusal });
    return [];
  });
}

/** Why a header cannot be sent; undefined when it can. */
export function headerRefusal(name: string, value: string): Omit<Trouble, "field"> | undefined {
  if (!TOKEN.test(name)) return { message: `“${name}” is not a header name.`, fatal: true };
  if (/[\r\n\0]/.test(value)) {
    return {
      message: "A header's value may not hold a line break or NUL: it could add headers of its own.",
      fatal: true,
    };
  }
  if (/[^\t\x20-\x7E\x80-\xFF]/.test(value)) {
    return { message: "A header's value may hold Latin-1 characters only.", fatal: true };
  }
  if (FORBIDDEN.test(name)) {
    return { message: `Browsers set “${name}” themselves, so it is left out.`, fatal: false };
  }
  return undefined;
}

function setHeader(headers: Map<string, string>, name: string, value: string): void {
  for (const known of headers.keys()) {
    if (known.toLowerCase() === name.toLowerCase()) headers.delete(known);
  }
  headers.set(name, value);
}

function acceptOf(contract: Contract): string {
  const types = contract.responses
    .filter(response => /^(2|default)/i.test(response.status))
    .flatMap(response => response.mediaTypes.map(essence));
  const unique = [...new Set(types)].filter(type => /^[\w.+*-]+\/[\w.+*-]+$/.test(type));
  return unique.length > 0 ? [...unique, "*/*;q=0.1"].join(", ") : "*/*";
}

function bodyOf(contract: Contract, draft: Draft, headers: Map<string, string>, troubles: Trouble[]): Outgoing["body"] {
  const body = contract.bodies.find(item => item.mediaType === draft.mediaType) ?? contract.bodies[0];
  if (!body) return undefined;
  const made = encodeBody(body, draft.body, contract.defs, draft.source);
  if (!made) {
    if (contract.bodyRequired) troubles.push({ field: "body", message: "A body is required.", fatal: false });
    return undefined;
  }
  setHeader(headers, "Content-Type", made.contentType);
  return made.content;
}
