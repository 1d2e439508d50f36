import type { Contract, ContractParameter } from "../contract";
import type { Authorization } from "./auth";
import { encodeBody, essence } from "./body";
import type { Outgoing, Trouble } from "./outgoing";
import { encoded, headerValue, pathSegment, queryParts } from "./serialize";

/** What the reader has filled in; a parameter or body that is undefined is left out. */
export interface Draft {
  /** By `parameterKey`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mediaType: string;
  readonly body: unknown;
}

export interface Prepared {
  readonly outgoing: Outgoing;
  readonly troubles: readonly Trouble[];
}

const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|sec-.*|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const BODILESS = new Set(["GET", "HEAD"]);

export function parameterKey(parameter: Pick<ContractParameter, "location" | "name">): string {
  return `${parameter.location}:${parameter.name}`;
}

/** Put a draft together into a request to `base`; everything wrong with it is told beside it. */
export function prepare(contract: Contract, draft: Draft, base: URL, authorization: Authorization): Prepared {
  const troubles: Trouble[] = [...missing(contract, draft), ...authorization.troubles];
  const path = pathOf(contract, draft, troubles);
  const query = queryOf(contract, draft, authorization);
  const method = contract.method.toUpperCase();
  const headers = headersOf(contract, draft, troubles);
  for (const [name, value] of authorization.headers) headers.set(name, value);
  const body = BODILESS.has(method) ? undefined : bodyOf(contract, draft, headers, troubles);
  const url = base.origin + base.pathname.replace(/\/+$/, "") + path + (query && `?${query}`);
  const outgoing = { method, url, headers: [...headers], secret: authorization.secret };
  return { outgoing: body === undefined ? outgoing : { ...outgoing, body }, troubles };
}

function givenValue(draft: Draft, parameter: ContractParameter): unknown {
  const key = parameterKey(parameter);
  return Object.hasOwn(draft.parameters, key) ? draft.parameters[key] : undefined;
}

function missing(contract: Contract, draft: Draft): Trouble[] {
  return contract.parameters
    .filter(parameter => parameter.required && [undefined, ""].includes(givenValue(draft, parameter) as undefined))
    .map(parameter => ({
      field: parameterKey(parameter),
      message: `“${parameter.name}” is required.`,
      // Without it the path would be another operation's.
      fatal: parameter.location === "path",
    }));
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
  return [...(fixed ? [fixed] : []), ...parts, ...keys].join("&");
}

function headersOf(contract: Contract, draft: Draft, troubles: Trouble[]): Map<string, string> {
  const headers = new Map([["Accept", acceptOf(contract)]]);
  for (const parameter of contract.parameters) {
    const value = givenValue(draft, parameter);
    if (value === undefined || (parameter.location !== "header" && parameter.location !== "cookie")) continue;
    const field = parameterKey(parameter);
    if (parameter.location === "cookie") {
      const message = `“${parameter.name}” is a cookie: a page may not send one of its choice, so it is left out.`;
      troubles.push({ field, message, fatal: false });
      continue;
    }
    const sent = headerValue(value, parameter);
    const refusal = headerRefusal(parameter.name, sent);
    if (refusal) troubles.push({ field, ...refusal });
    else setHeader(headers, parameter.name, sent.trim());
  }
  return headers;
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
  const made = encodeBody(body, draft.body);
  if (!made) {
    if (contract.bodyRequired) troubles.push({ field: "body", message: "A body is required.", fatal: false });
    return undefined;
  }
  setHeader(headers, "Content-Type", made.contentType);
  return made.content;
}
