import { adopt } from "./shared/styles";
import auth from "./styles/console/auth.css";
import styles from "./styles/console/console.css";
import kept from "./styles/console/kept.css";
import response from "./styles/console/response.css";

adopt(styles + response + kept + auth);

export { openConsole, openShared } from "./elements/console";

/** Put a question to a gateway: its code comes with the first one. */
export async function askGateway(host: HTMLElement, asked: import("./elements/ask_gateway").Asked): Promise<void> {
  await (await import("./elements/ask_gateway")).askGateway(host, asked);
}

/** Run a Python sample; what that needs comes when the first one is. */
export async function openRunner(block: HTMLPreElement, host: HTMLElement): Promise<void> {
  await (await import("./elements/runner")).openRunner(block, host);
}

/** The fragment of an operation's address that opens its console, filled with what a question names. */
export async function fillLink(contract: string, question: string): Promise<string> {
  return (await import("./console/fill_link")).fillLink(contract, question);
}
