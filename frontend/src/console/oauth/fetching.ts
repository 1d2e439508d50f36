/** A sign-in that went wrong, in words for the reader. */
export class SignInError extends Error {}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A URL of an authorization server: https, or http on this machine, and no credentials in it. Throws SignInError. */
export function secureUrl(address: string, what: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new SignInError(`${what} is no URL: “${address.slice(0, 200)}”.`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new SignInError(`${what} is not https: ${url.href.slice(0, 200)}. Nothing was sent there.`);
  }
  if (url.username || url.password) throw new SignInError(`${what} has credentials in it. Nothing was sent there.`);
  return url;
}

/** Whether a name means this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}

/**
 * Fetch from named hosts only, without cookies, referrer or redirects. Throws SignInError for another host, and where
 * the browser hides the answer.
 */
export function guarded(hosts: ReadonlySet<string>, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Fetch {
  return async (address, init) => {
    const url = secureUrl(address, "An address of the authorization server");
    if (!hosts.has(url.host)) throw new SignInError(`${url.host} was not named before; nothing was sent there.`);
    try {
      const reply = await fetch(url.href, {
        ...init,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        redirect: "manual",
      });
      if (reply.type !== "opaqueredirect") return reply;
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new SignInError(
        `${url.host} did not answer, or does not let pages of ${globalThis.location?.origin ?? "this site"} read its ` +
          "answer (CORS). Allow this origin for the application there, or paste a token.",
      );
    }
    throw new SignInError(`${url.host} redirects to another address; the console does not follow.`);
  };
}
