import * as oauth from "oauth4webapi";
import type { Credential } from "../auth";
import { type Fetch, guarded, isLoopback, SignInError, secureUrl } from "./fetching";
import { hostsOf, type Provider } from "./provider";

/** What the reader brings. */
export interface Client {
  readonly id: string;
  /** Empty for a public client. */
  readonly secret: string;
  /** Whether the secret goes in the form, not in a header. */
  readonly inForm: boolean;
}

export interface Wish {
  readonly provider: Provider;
  readonly client: Client;
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
  readonly fetch?: Fetch;
}

/** How the page where the reader signs in is shown, and how its answer comes back. */
export interface Window {
  /** Show it; resolves with the parameters of the callback whose `state` this is. */
  answer(url: URL, state: string, signal: AbortSignal): Promise<URLSearchParams>;
  readonly redirectUri: string;
}

/** What the reader types at another device. */
export interface DeviceCode {
  readonly code: string;
  readonly address: string;
}

/** Authorization code with PKCE (RFC 6749, 7636, 9207). Throws SignInError. */
export async function authorizationCode(wish: Wish, window: Window): Promise<Credential> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const url = authorizationUrl(wish, window.redirectUri, state, "code");
  url.searchParams.set("code_challenge", challenge);
  url.searchParams.set("code_challenge_method", "S256");
  const given = await window.answer(url, state, wish.signal);
  return told(async () => {
    const server = withIssuer(wish.provider, given);
    const parameters = oauth.validateAuthResponse(server, clientOf(wish), given, state);
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      clientOf(wish),
      clientAuth(wish),
      parameters,
      window.redirectUri,
      verifier,
      { ...options(wish), additionalParameters: resource(wish) },
    );
    const bare = await withoutIdentity(reply);
    return credential(await oauth.processAuthorizationCodeResponse(server, clientOf(wish), bare), wish.scopes);
  });
}

/** Client credentials (RFC 6749, section 4.4). Throws SignInError. */
export function clientCredentials(wish: Wish): Promise<Credential> {
  return told(async () => {
    const { server } = wish.provider;
    const parameters = { ...scopeOf(wish), ...resource(wish) };
    const reply = await oauth.clientCredentialsGrantRequest(
      server,
      clientOf(wish),
      clientAuth(wish),
      parameters,
      options(wish),
    );
    return credential(await oauth.processClientCredentialsResponse(server, clientOf(wish), reply), wish.scopes);
  });
}

/** Device authorization (RFC 8628): shows the code, then asks as often as the server allows. Throws SignInError. */
export function deviceAuthorization(
  wish: Wish,
  show: (code: DeviceCode) => void,
  wait: (seconds: number, signal: AbortSignal) => Promise<void> = pause,
): Promise<Credential> {
  return told(async () => {
    const { server } = wish.provider;
    const asked = await oauth.deviceAuthorizationRequest(
      server,
      clientOf(wish),
      clientAuth(wish),
      { ...scopeOf(wish), ...resource(wish) },
      options(wish),
    );
    const device = await oauth.processDeviceAuthorizationResponse(server, clientOf(wish), asked);
    const address = device.verification_uri_complete ?? device.verification_uri;
    show({ code: device.user_code, address: secureUrl(address, "The address for the code").href });
    for (let seconds = device.interval ?? 5; ; ) {
      await wait(seconds, wish.signal);
      const reply = await oauth.deviceCodeGrantRequest(
        server,
        clientOf(wish),
        clientAuth(wish),
        device.device_code,
        options(wish),
      );
      try {
        const bare = await withoutIdentity(reply);
        return credential(await oauth.processDeviceCodeResponse(server, clientOf(wish), bare), wish.scopes);
      } catch (error) {
        const code = error instanceof oauth.ResponseBodyError ? error.error : "";
        if (code === "slow_down") seconds += 5;
        else if (code !== "authorization_pending") throw error;
      }
    }
  });
}

/** Implicit (RFC 6749, section 4.2): the token comes in the address of the callback. Legacy. Throws SignInError. */
export async function implicit(wish: Wish, window: Window): Promise<Credential> {
  const state = oauth.generateRandomState();
  const given = await window.answer(authorizationUrl(wish, window.redirectUri, state, "token"), state, wish.signal);
  withIssuer(wish.provider, given);
  const token = given.get("access_token");
  if (!token) throw new SignInError(refusal(given) || "The answer holds no token.");
  const seconds = Number(given.get("expires_in"));
  const scopes = given.get("scope")?.split(" ") ?? wish.scopes;
  return { secret: token, grant: { scopes, ...(seconds > 0 ? { expires: Date.now() + seconds * 1000 } : {}) } };
}

/** A new token for a refresh token (RFC 6749, section 6). Throws SignInError. */
export function refresh(wish: Wish, token: string): Promise<Credential> {
  return told(async () => {
    const { refreshUrl } = wish.provider;
    const server = { ...wish.provider.server, ...(refreshUrl ? { token_endpoint: refreshUrl } : {}) };
    const reply = await oauth.refreshTokenGrantRequest(server, clientOf(wish), clientAuth(wish), token, {
      ...options(wish),
      additionalParameters: resource(wish),
    });
    const bare = await withoutIdentity(reply);
    const fresh = credential(await oauth.processRefreshTokenResponse(server, clientOf(wish), bare), wish.scopes);
    // A server that does not turn refresh tokens over leaves the old one in force.
    return { ...fresh, grant: { refresh: token, ...fresh.grant } };
  });
}

function authorizationUrl(wish: Wish, redirectUri: string, state: string, type: "code" | "token"): URL {
  const url = secureUrl(wish.provider.server.authorization_endpoint ?? "", "The authorization address");
  const parameters = { response_type: type, client_id: wish.client.id, redirect_uri: redirectUri, state };
  for (const [name, value] of Object.entries({ ...parameters, ...scopeOf(wish), ...resource(wish) })) {
    url.searchParams.set(name, value);
  }
  return url;
}

/**
 * The server with the issuer that answers are held against. A description names no issuer: then one that the answer
 * names has to be of the host where the reader signed in.
 */
function withIssuer({ server, discovered }: Provider, given: URLSearchParams): oauth.AuthorizationServer {
  const named = given.get("iss");
  if (named === null) return server;
  const host = new URL(server.authorization_endpoint ?? server.issuer).host;
  const known = discovered ? named === server.issuer : URL.canParse(named) && new URL(named).host === host;
  if (!known)
    throw new SignInError(`The answer comes from “${named.slice(0, 200)}”, not from ${host}: it is not used.`);
  return { ...server, issuer: named };
}

function clientOf({ client }: Wish): oauth.Client {
  return { client_id: client.id };
}

function clientAuth({ client, provider }: Wish): oauth.ClientAuth {
  if (!client.secret) return oauth.None();
  const methods = provider.server.token_endpoint_auth_methods_supported;
  const formOnly = methods !== undefined && !methods.includes("client_secret_basic");
  return client.inForm || formOnly ? oauth.ClientSecretPost(client.secret) : oauth.ClientSecretBasic(client.secret);
}

function options(wish: Wish): oauth.TokenEndpointRequestOptions {
  const hosts = hostsOf(wish.provider);
  const fetch = guarded(new Set(hosts), wish.fetch);
  return {
    signal: wish.signal,
    // `guarded` refuses http but for this machine.
    [oauth.allowInsecureRequests]: hosts.some(host => isLoopback(new URL(`http://${host}`).hostname)),
    [oauth.customFetch]: (url, init) => fetch(url, init as RequestInit),
  };
}

function scopeOf({ scopes }: Wish): { scope?: string } {
  return scopes.length > 0 ? { scope: scopes.join(" ") } : {};
}

function resource({ provider }: Wish): { resource?: string } {
  return provider.resource ? { resource: provider.resource } : {};
}

// The console only carries the access token. An identity token says who signed in, which it has no use for.
async function withoutIdentity(reply: Response): Promise<Response> {
  if (!reply.ok) return reply;
  const body: unknown = await reply
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== "object" || body === null || !("id_token" in body)) return reply;
  const { id_token: _, ...rest } = body;
  return new Response(JSON.stringify(rest), { status: reply.status, headers: { "content-type": "application/json" } });
}

function credential(token: oauth.TokenEndpointResponse, asked: readonly string[]): Credential {
  return {
    secret: token.access_token,
    grant: {
      scopes: token.scope?.split(" ") ?? asked,
      ...(token.refresh_token ? { refresh: token.refresh_token } : {}),
      ...(token.expires_in ? { expires: Date.now() + token.expires_in * 1000 } : {}),
    },
  };
}

async function told(act: () => Promise<Credential>): Promise<Credential> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof SignInError ? error : new SignInError(explained(error));
  }
}

function explained(error: unknown): string {
  if (error instanceof oauth.ResponseBodyError) {
    return `The authorization server refused: ${error.error_description || error.error}.`;
  }
  if (error instanceof oauth.AuthorizationResponseError) return refusal(error.cause);
  if (error instanceof Error) return `The sign-in did not work: ${error.message}.`;
  return "The sign-in did not work.";
}

function refusal(given: URLSearchParams): string {
  const reason = given.get("error_description") || given.get("error");
  return reason ? `The authorization server refused: ${reason.slice(0, 500)}.` : "";
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    const stop = () => {
      clearTimeout(timer);
      reject(new SignInError("Stopped."));
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
