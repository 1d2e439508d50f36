import { SITE_ROOT } from "../../shared/site";
import { SignInError } from "./fetching";
import type { Window } from "./flows";

/** Where authorization servers send the reader back to: what an application has to register there. */
export const REDIRECT_URI = new URL("assets/gatepost/callback.html", SITE_ROOT).href;

/** The channel on which the callback page speaks: only pages of this origin hear it. */
export const CHANNEL = "gatepost-oauth";

/**
 * A window for signing in. It is opened at once, while the browser still counts the click; where it is refused,
 * `blocked` is told the address for a link. The window cannot reach back into this page.
 */
export function signInWindow(blocked: (url: URL) => void): Window {
  const popup = globalThis.open("about:blank", "_blank", "popup,width=520,height=720");
  if (popup) popup.opener = null;
  return {
    redirectUri: REDIRECT_URI,
    answer: async (url, state, signal) => {
      const answer = listen(state, signal);
      if (popup) popup.location.replace(url.href);
      else blocked(url);
      try {
        return await answer;
      } finally {
        popup?.close();
      }
    },
  };
}

function listen(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<URLSearchParams>((resolve, reject) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const given = new URLSearchParams(typeof data === "string" ? data : "");
      // Another sign-in, or one that this page did not begin.
      if (given.get("state") === state) resolve(given);
    };
    signal.addEventListener("abort", () => reject(new SignInError("Stopped.")), { once: true });
  }).finally(() => channel.close());
}
