import type { Contract, ContractParameter, ContractScheme } from "../../../contract";
import { kindOf } from "../../auth";
import { bodyForm, essence, type Part, partsOf } from "../../body";
import { printJson } from "../../json_text";
import { type Draft, parameterKey, prepare } from "../../request";
import { record } from "../../schema";
import { withoutSecrets } from "../secrets";

/** Names of the environment variables that code reads keys from: those of the samples beside an operation. */
export const KEY = "GATEWAY_API_KEY";
export const [USERNAME, PASSWORD] = ["GATEWAY_USERNAME", "GATEWAY_PASSWORD"];

/** A request as code has it: where a key would stand, the name of an environment variable. */
export interface Written {
  readonly method: string;
  /** Without the keys of `secretQuery`. */
  readonly url: string;
  readonly base: string;
  readonly headers: readonly WrittenHeader[];
  readonly secretQuery: readonly WrittenHeader[];
  readonly basic: boolean;
  readonly body: WrittenBody | undefined;
  readonly stream: boolean;
  /** Names of what was left out because it is secret. */
  readonly left: readonly string[];
}

/** A header or query value: text, and after it the value of a variable where there is one. */
export interface WrittenHeader {
  readonly name: string;
  readonly value: string;
  readonly variable: string;
}

export type WrittenBody =
  | { readonly kind: "json"; readonly mediaType: string; readonly value: unknown; readonly text: string }
  | { readonly kind: "text"; readonly mediaType: string; readonly text: string }
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | { readonly kind: "file"; readonly mediaType: string; readonly name: string };

/** One language: `write` returns a program that sends the request, or nothing where the language has no short way. */
export interface CodeLanguage {
  readonly name: string;
  readonly title: string;
  write(request: Written): string;
}

/** Write a draft down as the console would send it with the alternative of schemes that is chosen. */
export function writtenOf(
  contract: Contract,
  draft: Draft,
  base: URL,
  alternative: number,
  secrets: readonly string[],
): Written {
  const cleared = withoutSecrets(contract, draft, secrets, true);
  const none = { headers: [], query: [], troubles: [], secret: false };
  const { outgoing } = prepare(contract, cleared.draft, base, none);
  const schemes = (contract.security[alternative] ?? []).flatMap(({ key }) => contract.schemes[key] ?? []);
  const placed = schemes.flatMap((scheme, index) => placeOf(scheme, index));
  const typed = typedSecrets(contract, draft, cleared.left).map(({ location, name }, index): TypedSecret => {
    const cookie = location === "cookie";
    const header = cookie ? { name: "Cookie", value: `${name}=` } : { name, value: "" };
    return { of: name, ...header, variable: variableOf(name, placed.length + index) };
  });
  const streams = contract.streamProperty !== "" && record(draft.body)?.[contract.streamProperty] === true;
  return {
    method: outgoing.method,
    url: outgoing.url,
    base: base.href.replace(/\/+$/, ""),
    headers: [
      ...outgoing.headers.filter(([name]) => !/^(accept|content-type)$/i.test(name)).map(plain),
      ...placed.filter(place => place.in === "header").map(place => place.header),
      ...typed,
    ],
    secretQuery: placed.filter(place => place.in === "query").map(place => place.header),
    basic: schemes.some(scheme => kindOf(scheme) === "basic"),
    body: outgoing.body === undefined ? undefined : bodyOf(contract, cleared.draft, outgoing.headers, outgoing.body),
    stream: streams,
    left: cleared.left.filter(name => !typed.some(header => header.of === name)),
  };
}

interface TypedSecret extends WrittenHeader {
  readonly of: string;
}

// What was typed into headers of the contract, and into its cookie where it is the only one: code has one such header.
function typedSecrets(contract: Contract, draft: Draft, left: readonly string[]): readonly ContractParameter[] {
  const typed = contract.parameters.filter(
    item => draft.parameters[parameterKey(item)] !== undefined && left.includes(item.name),
  );
  const cookies = typed.filter(({ location }) => location === "cookie");
  return typed.filter(({ location }) => location === "header" || (location === "cookie" && cookies.length === 1));
}

/** Headers with the body's type among them, as code that sets its own sends them. */
export function typedHeaders({ headers, body }: Written): readonly WrittenHeader[] {
  if (!body || body.kind === "parts") return headers;
  return [...headers, { name: "Content-Type", value: body.mediaType, variable: "" }];
}

/** What stands before each key of the query, and the key's variable. */
export function queryStarts({ url, secretQuery }: Written): readonly (readonly [string, string])[] {
  return secretQuery.map(({ name, variable }, index) => {
    const before = index === 0 && !url.includes("?") ? "?" : "&";
    return [`${before}${encodeURIComponent(name)}=`, variable];
  });
}

function plain([name, value]: readonly [string, string]): WrittenHeader {
  return { name, value, variable: "" };
}

interface Place {
  readonly in: "header" | "query";
  readonly header: WrittenHeader;
}

function placeOf(scheme: ContractScheme, index: number): readonly Place[] {
  const kind = kindOf(scheme);
  if (kind === "basic" || kind === "mutualTLS") return [];
  const variable = index === 0 ? KEY : variableOf(scheme.parameterName || scheme.name, index);
  const at = (place: Place["in"], name: string, value: string) => [{ in: place, header: { name, value, variable } }];
  if (kind !== "apiKey") return at("header", "Authorization", kind === "http" ? `${scheme.httpScheme} ` : "Bearer ");
  if (scheme.location === "cookie") return at("header", "Cookie", `${scheme.parameterName}=`);
  return at(scheme.location === "query" ? "query" : "header", scheme.parameterName, "");
}

function variableOf(name: string, index: number): string {
  const own = name
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  if (index === 0) return KEY;
  return own && own !== "API_KEY" ? `GATEWAY_${own}` : `${KEY}_2`;
}

function bodyOf(
  contract: Contract,
  draft: Draft,
  headers: readonly (readonly [string, string])[],
  sent: string | Blob,
): WrittenBody {
  const body = contract.bodies.find(item => item.mediaType === draft.mediaType);
  const mediaType = headers.find(([name]) => name === "Content-Type")?.[1] ?? draft.mediaType;
  const form = bodyForm(draft.mediaType);
  if (form === "multipart") return { kind: "parts", parts: body ? partsOf(draft.body, body) : [] };
  if (form === "json") return { kind: "json", mediaType, value: draft.body, text: printJson(draft.body) };
  if (typeof sent === "string") return { kind: "text", mediaType, text: sent };
  return { kind: "file", mediaType: essence(mediaType), name: sent instanceof File ? sent.name : "body.bin" };
}
