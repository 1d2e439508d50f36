import type { ConsoleState } from "../state";
import { entryOf } from "./history";
import { recall } from "./recent";
import type { Sent } from "./sent";
import { history } from "./site";

/** Keep a request that has come to its end: without keys in the browser, its reply until the page is closed. */
export function remember(sent: Sent, state: ConsoleState): void {
  recall(sent);
  history().add(entryOf(sent, location.pathname));
  state.setFilled(state.filled);
}
