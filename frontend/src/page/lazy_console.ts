import { element, fresh } from "../shared/dom";

declare const CONSOLE_CHUNK: string;

/** What the chunk gives the page: it opens the console of one element, or the one that a shared link is for. */
interface ConsoleModule {
  openConsole(host: HTMLElement): Promise<void>;
  openShared(hosts: readonly HTMLElement[]): Promise<void>;
}

const load = (): Promise<ConsoleModule> => import(CONSOLE_CHUNK);

/** Give each `<gatepost-console>` its first step: the code comes when the reader is about to use it. */
export function mountConsoles(): void {
  for (const host of fresh("console", "gatepost-console")) {
    const button = host.querySelector("button");
    if (!button) continue;
    button.disabled = false;
    for (const intent of ["pointerenter", "focus"]) {
      button.addEventListener(intent, () => void load().catch(() => {}), { once: true });
    }
    button.addEventListener("click", () => void open(host, button));
  }
  openLinked();
}

/** Open the console where the address carries a request that somebody shared. */
export function openLinked(): void {
  const hosts = [...document.querySelectorAll<HTMLElement>("gatepost-console")];
  if (!location.hash.startsWith("#try=") || hosts.length === 0) return;
  void load().then(
    module => module.openShared(hosts),
    () => {},
  );
}

async function open(host: HTMLElement, button: HTMLButtonElement): Promise<void> {
  host.querySelector(":scope > .gatepost-console-error")?.remove();
  button.setAttribute("aria-busy", "true");
  try {
    await (await load()).openConsole(host);
  } catch {
    const told = "The console could not be loaded. Check the connection, then try again.";
    host.append(element("p", { class: "gatepost-console-error", role: "alert" }, told));
  } finally {
    button.removeAttribute("aria-busy");
  }
}
