import { element, fresh } from "../shared/dom";

declare const CONSOLE_CHUNK: string;

/** What the console's chunk gives the page: it runs the sample in one block of code. */
interface RunnerModule {
  openRunner(code: HTMLPreElement, host: HTMLElement): Promise<void>;
}

const load = (): Promise<RunnerModule> => import(CONSOLE_CHUNK);
const SAMPLES =
  '.gatepost-samples :is([data-tab^="python"], [data-tab="openai"]) pre, .gatepost-samples[data-contract] > pre';

/** Give each Python sample its Run button, where the site has Python for its pages. */
export function mountRunners(): void {
  const host = document.querySelector<HTMLElement>("gatepost-console[data-runs]");
  for (const code of fresh<HTMLPreElement>("run", SAMPLES)) {
    const own = code.closest<HTMLElement>("[data-contract]")?.dataset.contract;
    if (!host && !own) continue;
    const button = element("button", { type: "button", class: "gatepost-run", title: "Run it in this page" }, "Run");
    for (const intent of ["pointerenter", "focus"]) {
      button.addEventListener(intent, () => void load().catch(() => {}), { once: true });
    }
    button.addEventListener("click", () => void open(code, own ? consoleFor(code, own) : host, button));
    code.append(button);
  }
}

// A sample in a guide has no form beside it: its target and its key are those of a console that nobody sees.
function consoleFor(code: HTMLElement, contract: string): HTMLElement {
  const known = code.parentElement?.querySelector<HTMLElement>(":scope > gatepost-console");
  const made = known ?? document.createElement("gatepost-console");
  if (!known) {
    made.setAttribute("contract", contract);
    made.hidden = true;
    code.after(made);
  }
  return made;
}

async function open(code: HTMLPreElement, host: HTMLElement | null, button: HTMLButtonElement): Promise<void> {
  if (!host) return;
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
