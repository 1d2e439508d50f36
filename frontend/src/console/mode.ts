import type { Target } from "./target";

/** How a target is called from this page, and why so. */
export interface Mode {
  readonly kind: "sandbox" | "direct" | "proxy" | "copy";
  readonly words: string;
}

/** The way in which a target can be called: `base` is its address once the variables are filled. */
export function modeOf(target: Target, base: URL | undefined, page: URL): Mode {
  if (target.sandbox) return { kind: "sandbox", words: "Sandbox: invented answers, no bill." };
  if (target.proxy) return { kind: "proxy", words: "Through this site's own server: past CORS, all headers readable." };
  if (target.copyOnly)
    return { kind: "copy", words: "Copy only, as this site is configured: take the code, and run it elsewhere." };
  if (base && page.protocol === "https:" && base.protocol === "http:" && !isLoopback(base.hostname)) {
    const words =
      "Copy only: a page that came over https may not call http (mixed content). Give the gateway an https address.";
    return { kind: "copy", words };
  }
  if (base?.origin === page.origin) return { kind: "direct", words: "Direct: the same origin as this page." };
  return { kind: "direct", words: "Direct: the gateway has to let this page in (CORS)." };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}
