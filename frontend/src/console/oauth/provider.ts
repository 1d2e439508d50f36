import type { AuthorizationServer } from "oauth4webapi";
import * as oauth from "oauth4webapi";
import type { ContractFlow } from "../../contract";
import { type Fetch, guarded, SignInError, secureUrl } from "./fetching";

export type FlowKind = "authorizationCode" | "clientCredentials" | "deviceAuthorization" | "implicit";

/** Flows in the order in which they are offered; the password flow is not. */
export const FLOWS: readonly (readonly [FlowKind, string])[] = [
  ["authorizationCode", "Sign in (authorization code with PKCE)"],
  ["deviceAuthorization", "Sign in on another device"],
  ["clientCredentials", "Client credentials"],
  ["implicit", "Implicit (legacy)"],
];

/** Who gives out tokens, and how. */
export interface Provider {
  readonly server: AuthorizationServer;
  /** Whether the issuer is what the server says itself; a description names addresses only. */
  readonly discovered: boolean;
  readonly flows: readonly FlowKind[];
  /** Scopes with what they allow, as far as it is said. */
  readonly scopes: readonly (readonly [string, string])[];
  /** Where tokens are refreshed, where that is not the token endpoint. */
  readonly refreshUrl?: string;
  /** RFC 8707: what the token is for. */
  readonly resource?: string;
}

const GRANTS: Readonly<Record<string, FlowKind>> = {
  authorization_code: "authorizationCode",
  "urn:ietf:params:oauth:grant-type:device_code": "deviceAuthorization",
  client_credentials: "clientCredentials",
};

/** The provider that one flow of a description names. Throws SignInError for addresses that are not called. */
export function providerOf(flow: ContractFlow): Provider {
  const addresses = {
    authorization_endpoint: flow.authorizationUrl,
    token_endpoint: flow.tokenUrl,
    device_authorization_endpoint: flow.deviceAuthorizationUrl,
  };
  const given = Object.entries(addresses).filter(([, address]) => address);
  for (const [name, address] of given) secureUrl(address, words(name));
  const refreshUrl = flow.refreshUrl && secureUrl(flow.refreshUrl, "The refresh address").href;
  const issuer = new URL(given[0]?.[1] ?? "").origin;
  const kind = FLOWS.find(([known]) => known === flow.kind)?.[0];
  if (!kind) throw new SignInError(`The flow “${flow.kind}” is not offered: get a token elsewhere, and paste it.`);
  const server = { issuer, ...Object.fromEntries(given) };
  return { server, discovered: false, flows: [kind], scopes: flow.scopes, ...(refreshUrl ? { refreshUrl } : {}) };
}

/** The hosts that are called for a token, the one where the reader signs in first. */
export function hostsOf({ server, refreshUrl }: Provider): readonly string[] {
  const {
    authorization_endpoint: authorization,
    device_authorization_endpoint: device,
    token_endpoint: token,
  } = server;
  const addresses = [authorization, device, token, refreshUrl];
  return [...new Set(addresses.filter(address => address !== undefined).map(address => new URL(address).host))];
}

/**
 * Look an issuer up (OpenID Connect Discovery, RFC 8414): asks only the host of the issuer, and takes only an answer
 * that names the same issuer. Throws SignInError.
 */
export async function discover(issuer: URL, fetch?: Fetch): Promise<Provider> {
  const ask = guarded(new Set([issuer.host]), fetch);
  let failure: unknown;
  for (const address of metadataAddresses(issuer)) {
    try {
      const reply = await ask(address.href, { headers: { accept: "application/json" } });
      if (!reply.ok) continue;
      return fromMetadata(await oauth.processDiscoveryResponse(issuer, reply));
    } catch (error) {
      failure = error;
    }
  }
  if (failure instanceof SignInError) throw failure;
  throw new SignInError(
    failure instanceof Error
      ? `What ${issuer.host} says of itself is not usable: ${failure.message}.`
      : `${issuer.host} does not describe its authorization server.`,
  );
}

/** RFC 8414 puts its path before that of the issuer, OpenID Connect after; some servers mix the two. */
function metadataAddresses(issuer: URL): readonly URL[] {
  const path = issuer.pathname.replace(/\/$/, "");
  const places = [
    `${path}/.well-known/openid-configuration`,
    `/.well-known/oauth-authorization-server${path}`,
    `/.well-known/openid-configuration${path}`,
  ];
  return [...new Set(places)].map(place => new URL(place, issuer.origin));
}

/** The issuer of an OpenID Connect configuration's address. Throws SignInError. */
export function issuerOf(address: string): URL {
  const url = secureUrl(address, "The OpenID Connect address");
  return new URL(url.href.replace(/\/\.well-known\/openid-configuration\/?$/, "") || url.origin);
}

/** What the metadata of a server offers. Throws SignInError for addresses that are not called. */
export function fromMetadata(server: AuthorizationServer): Provider {
  const {
    authorization_endpoint: authorization,
    token_endpoint: token,
    device_authorization_endpoint: device,
  } = server;
  for (const [address, what] of [
    [authorization, words("authorization_endpoint")],
    [token, words("token_endpoint")],
    [device, words("device_authorization_endpoint")],
    [server.registration_endpoint, "The address for registration"],
  ] as const) {
    if (address !== undefined) secureUrl(address, what);
  }
  const grants = server.grant_types_supported ?? ["authorization_code"];
  const flows = FLOWS.map(([kind]) => kind).filter(kind => grants.some(grant => GRANTS[grant] === kind));
  const scopes = (server.scopes_supported ?? []).map(scope => [scope, ""] as const);
  return { server, discovered: true, flows, scopes };
}

function words(endpoint: string): string {
  return `The ${endpoint.replace("_endpoint", "").replaceAll("_", " ")} address`;
}
