import { element, fresh } from "../shared/dom";

declare const CONSOLE_CHUNK: string;

/** What the console's chunk gives the page: it runs the sample in one block of code. */
interface RunnerModule {
  openRunner(code: HTMLPreElement, host: HTMLElement): Promise<void>;
}

const load = (): Promise<RunnerModule> => import(CONSOLE_CHUNK);
const SAMPLES = '.gatepost-samples :is([data-tab="python"], [data-tab="openai"]) pre';

/** Give each Python sample its Run button, where the site has Python for its pages. */
export function mountRunners(): void {
  const host = document.querySelector<HTMLElement>("gatepost-console[data-runs]");
  if (!host) return;
  for (const code of fresh<HTMLPreElement>("run", SAMPLES)) {
    const button = element("button", { type: "button", class: "gatepost-run", title: "Run it in this page" }, "Run");
    for (const intent of ["pointerenter", "focus"]) {
      button.addEventListener(intent, () => void load().catch(() => {}), { once: true });
    }
    button.addEventListener("click", () => void open(code, host, button));
    code.append(button);
  }
}

async function open(code: HTMLPreElement, host: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const { parentElement: beside } = code;
  beside?.querySelector(":scope > .gatepost-console-error")?.remove();
  button.setAttribute("aria-busy", "true");
  try {
    await (await load()).openRunner(code, host);
  } catch {
    const told = "What runs samples could not be loaded. Check the connection, then try again.";
    code.after(element("p", { class: "gatepost-console-error", role: "alert" }, told));
  } finally {
    button.removeAttribute("aria-busy");
  }
}
