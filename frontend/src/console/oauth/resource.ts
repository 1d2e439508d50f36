import * as oauth from "oauth4webapi";
import { array, record, text } from "../schema";
import { type Fetch, guarded, SignInError, secureUrl } from "./fetching";
import { discover, type Provider } from "./provider";

/** A bearer challenge of `WWW-Authenticate` (RFC 6750, 9728): why a call was refused, and where to ask for a token. */
export interface Challenge {
  readonly error: string;
  readonly scopes: readonly string[];
  /** Address of the protected resource metadata. */
  readonly metadata: string;
}

/** What a protected resource says of itself (RFC 9728). */
export interface ProtectedResource {
  /** Goes along as `resource` (RFC 8707). */
  readonly resource: string;
  readonly issuers: readonly URL[];
  readonly scopes: readonly string[];
}

/** Read a header's bearer challenge; undefined where it has none. */
export function readChallenge(header: string): Challenge | undefined {
  const start = /(?:^|,\s*)bearer(?:\s+|$)/i.exec(header);
  if (!start) return undefined;
  const parameters = new Map<string, string>();
  const one = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
  one.lastIndex = start.index + start[0].length;
  for (let found = one.exec(header); found; found = one.exec(header)) {
    parameters.set((found[1] ?? "").toLowerCase(), (found[2] ?? found[3] ?? "").replace(/\\(.)/g, "$1"));
  }
  return {
    error: parameters.get("error") ?? "",
    scopes: (parameters.get("scope") ?? "").split(" ").filter(Boolean),
    metadata: parameters.get("resource_metadata") ?? "",
  };
}

/**
 * Ask a resource who gives out tokens for it. Only its own host is asked, and the answer has to be about it.
 * Throws SignInError.
 */
export async function discoverResource(at: URL, challenge?: Challenge, fetch?: Fetch): Promise<ProtectedResource> {
  const ask = guarded(new Set([at.host]), fetch);
  for (const address of resourceAddresses(at, challenge)) {
    const reply = await ask(address.href, { headers: { accept: "application/json" } });
    if (!reply.ok) continue;
    const metadata = record(await reply.json().catch(() => undefined));
    const resource = text(metadata?.resource);
    if (!covers(resource, at)) {
      throw new SignInError(`${address.host} describes “${resource.slice(0, 200)}”, not ${at.href}: it is not used.`);
    }
    const issuers = array(metadata?.authorization_servers).map(issuer => secureUrl(text(issuer), "The issuer"));
    if (issuers.length === 0) throw new SignInError(`${at.host} names no authorization server.`);
    return { resource, issuers, scopes: array(metadata?.scopes_supported).map(text).filter(Boolean) };
  }
  throw new SignInError(`${at.host} does not say who gives out tokens for it (no protected resource metadata).`);
}

/** Look up an issuer of a resource. Throws SignInError, also where the server does not do PKCE. */
export async function providerFor(resource: ProtectedResource, issuer: URL, fetch?: Fetch): Promise<Provider> {
  const provider = await discover(issuer, fetch);
  if (!provider.server.code_challenge_methods_supported?.includes("S256")) {
    throw new SignInError(`${issuer.host} does not say that it does PKCE (S256), which is needed here.`);
  }
  const scopes = resource.scopes.map(scope => [scope, ""] as const);
  return { ...provider, scopes: scopes.length > 0 ? scopes : provider.scopes, resource: resource.resource };
}

/** Scopes to ask for: those that the challenge wants besides what is granted, or else what the resource names. */
export function wantedScopes(
  granted: readonly string[],
  challenge: Challenge | undefined,
  resource: ProtectedResource,
): readonly string[] {
  return challenge?.scopes.length ? [...new Set([...granted, ...challenge.scopes])] : resource.scopes;
}

/** A client id without asking the reader: this site's own metadata document, or one by dynamic registration. */
export async function clientIdFor(
  { server }: Provider,
  site: { readonly document: string; readonly redirectUri: string },
  fetch?: Fetch,
): Promise<string | undefined> {
  if (server.client_id_metadata_document_supported === true && site.document) return site.document;
  if (!server.registration_endpoint) return undefined;
  const ask = guarded(new Set([new URL(server.registration_endpoint).host]), fetch);
  const reply = await ask(server.registration_endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_name: "Documentation console",
      redirect_uris: [site.redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    }),
  });
  try {
    return (await oauth.processDynamicClientRegistrationResponse(reply)).client_id;
  } catch {
    throw new SignInError(`${new URL(server.registration_endpoint).host} did not register this site.`);
  }
}

/** The address of the challenge where it is the resource's own, or else the two well-known ones. */
function resourceAddresses(at: URL, challenge: Challenge | undefined): readonly URL[] {
  if (challenge?.metadata) {
    const address = secureUrl(challenge.metadata, "The address of the resource's metadata");
    if (address.origin !== at.origin) {
      throw new SignInError(`${at.host} points to metadata at ${address.host}, another host: it is not asked.`);
    }
    return [address];
  }
  const path = at.pathname.replace(/\/$/, "");
  const places = new Set([`/.well-known/oauth-protected-resource${path}`, "/.well-known/oauth-protected-resource"]);
  return [...places].map(place => new URL(place, at.origin));
}

/** Whether the named resource is `at` or what stands above it. */
function covers(named: string, at: URL): boolean {
  if (!URL.canParse(named)) return false;
  const resource = new URL(named);
  const base = resource.pathname.replace(/\/$/, "");
  return resource.origin === at.origin && (at.pathname === base || at.pathname.startsWith(`${base}/`));
}
