import type { Contract, ContractScheme, ContractSchemeUse } from "../contract";
import type { Trouble } from "./outgoing";

/** What the reader typed for one scheme, or was given by its authorization server; `user` only for basic. */
export interface Credential {
  readonly secret: string;
  readonly user?: string;
  readonly grant?: Grant;
}

/** What came with an access token. */
export interface Grant {
  readonly refresh?: string;
  /** When it ends, in milliseconds of the epoch. */
  readonly expires?: number;
  readonly scopes?: readonly string[];
}

export type Credentials = Readonly<Record<string, Credential>>;

/** What the schemes add to a request. */
export interface Authorization {
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
  /** Cookies, which only the page's own origin can be sent; `field` is where to say so. */
  readonly cookies?: readonly { readonly field: string; readonly name: string; readonly value: string }[];
  readonly troubles: readonly Trouble[];
  readonly secret: boolean;
}

/** How a scheme's field is asked for. */
export interface CredentialField {
  readonly label: string;
  readonly hint: string;
  readonly user: boolean;
}

/** The alternatives that are there, an empty list of schemes meaning no key at all. */
export function alternativesOf(contract: Contract): readonly (readonly ContractSchemeUse[])[] {
  return contract.security;
}

export function alternativeLabel(contract: Contract, uses: readonly ContractSchemeUse[]): string {
  if (uses.length === 0) return "No key";
  return uses.map(use => contract.schemes[use.key]?.name || use.key).join(" and ");
}

export function fieldOf(scheme: ContractScheme): CredentialField {
  const kind = kindOf(scheme);
  if (kind === "basic") return { label: "Password", hint: "Sent as basic authentication.", user: true };
  if (kind === "bearer") return { label: "Token", hint: "Sent as `Authorization: Bearer …`.", user: false };
  if (kind === "apiKey") return { label: "Key", hint: placeOf(scheme), user: false };
  if (kind === "oauth")
    return { label: "Access token", hint: "Paste a token or get one; sent as `Authorization: Bearer …`.", user: false };
  if (kind === "mutualTLS") return { label: "", hint: "The browser asks for your client certificate.", user: false };
  return { label: "Credentials", hint: `Sent as \`Authorization: ${scheme.httpScheme} …\`.`, user: false };
}

function placeOf(scheme: ContractScheme): string {
  if (scheme.location === "cookie")
    return `Sent as the cookie \`${scheme.parameterName}\`; browsers let a page do so to its own origin only.`;
  return `Sent in the ${scheme.location} as \`${scheme.parameterName}\`.`;
}

type SchemeKind = "basic" | "bearer" | "apiKey" | "oauth" | "mutualTLS" | "http";

export function kindOf(scheme: ContractScheme): SchemeKind {
  if (scheme.type === "apiKey" || scheme.type === "mutualTLS") return scheme.type;
  if (scheme.type === "oauth2" || scheme.type === "openIdConnect") return "oauth";
  const http = scheme.httpScheme.toLowerCase();
  return http === "basic" || http === "bearer" ? http : "http";
}

/** Work out headers and query of one alternative; what is missing or cannot be sent is told as trouble. */
export function authorize(
  contract: Contract,
  uses: readonly ContractSchemeUse[],
  credentials: Credentials,
): Authorization {
  const headers: [string, string][] = [];
  const query: [string, string][] = [];
  const cookies: { field: string; name: string; value: string }[] = [];
  const troubles: Trouble[] = [];
  for (const { key } of uses) {
    const scheme = contract.schemes[key];
    if (!scheme || kindOf(scheme) === "mutualTLS") continue;
    const given = Object.hasOwn(credentials, key) ? credentials[key] : undefined;
    const field = credentialName(key);
    if (!given || (given.secret === "" && !given.user)) {
      troubles.push({
        field,
        message: `${scheme.name || key}: no ${fieldOf(scheme).label.toLowerCase()} given.`,
        fatal: false,
      });
    } else if (/[^\x20-\x7E]/.test(given.secret.trim()) && kindOf(scheme) !== "basic") {
      const message = "A key holds printable ASCII characters only. Was something else pasted?";
      troubles.push({ field, message, fatal: true });
    } else {
      if ((given.grant?.expires ?? Infinity) < Date.now()) {
        const message = `${scheme.name || key}: the token is over. Refresh it, or get another.`;
        troubles.push({ field, message, fatal: false });
      }
      if (kindOf(scheme) === "apiKey" && scheme.location === "cookie")
        cookies.push({ field, name: scheme.parameterName, value: given.secret.trim() });
      else place(scheme, given, headers, query);
    }
  }
  const secret = headers.length + query.length + cookies.length > 0;
  return { headers, query, ...(cookies.length > 0 ? { cookies } : {}), troubles, secret };
}

/** The name by which a trouble finds the field of a scheme. */
export function credentialName(key: string): string {
  return `auth:${key}`;
}

function place(
  scheme: ContractScheme,
  given: Credential,
  headers: [string, string][],
  query: [string, string][],
): void {
  const secret = given.secret.trim();
  const kind = kindOf(scheme);
  if (kind === "basic") headers.push(["Authorization", `Basic ${base64(`${given.user ?? ""}:${given.secret}`)}`]);
  else if (kind === "bearer" || kind === "oauth") headers.push(["Authorization", `Bearer ${bare(secret)}`]);
  else if (kind === "http") headers.push(["Authorization", `${scheme.httpScheme} ${secret}`]);
  else if (scheme.location === "header") headers.push([scheme.parameterName, secret]);
  else query.push([scheme.parameterName, secret]);
}

// Keys are often copied together with the word before them.
function bare(secret: string): string {
  return secret.replace(/^bearer\s+/i, "");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
