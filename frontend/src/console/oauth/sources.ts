import type { ContractScheme } from "../../contract";
import type { Fetch } from "./fetching";
import { REDIRECT_URI } from "./popup";
import { discover, FLOWS, issuerOf, type Provider, providerOf } from "./provider";
import { clientIdFor, type ProtectedResource, providerFor } from "./resource";

/** Somewhere tokens come from. It may have to be asked first: then `host` is the one that is. */
export interface Source {
  readonly label: string;
  readonly host: string;
  /** Whether `find` calls nobody. */
  readonly known: boolean;
  find(): Provider | Promise<Provider>;
  /** A client id that the reader need not bring. */
  clientId?(provider: Provider): string | undefined | Promise<string | undefined>;
}

/** Where a scheme's tokens come from: a source a flow, or the one that its OpenID Connect address names. */
export function sourcesOf(scheme: ContractScheme, clientId = ""): readonly Source[] {
  const client = { clientId: () => clientId };
  if (scheme.openIdConnectUrl) {
    const { openIdConnectUrl: address } = scheme;
    const find = () => discover(issuerOf(address));
    return [{ label: "OpenID Connect", host: hostOf(address), known: false, find, ...client }];
  }
  const offered = FLOWS.flatMap(([kind, label]) => {
    const flow = scheme.flows.find(one => one.kind === kind);
    return flow ? [{ label, host: hostOf(flow.tokenUrl), known: true, find: () => providerOf(flow), ...client }] : [];
  });
  return offered;
}

/** Where tokens for a protected resource come from: a source an issuer that it names. */
export function sourcesFor(
  resource: ProtectedResource,
  site: { readonly document: string },
  fetch?: Fetch,
): readonly Source[] {
  return resource.issuers.map(issuer => ({
    label: issuer.host,
    host: issuer.host,
    known: false,
    find: () => providerFor(resource, issuer, fetch),
    clientId: provider => clientIdFor(provider, { ...site, redirectUri: REDIRECT_URI }, fetch),
  }));
}

export { type Challenge, discoverResource, readChallenge, wantedScopes } from "./resource";

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
