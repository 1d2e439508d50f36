import { element, fresh } from "../shared/dom";

const SHOWN_FOR = 2000;

/*
 * `[data-copy]` gets a button after its text: an empty value copies the text that stands there, any other value is
 * copied itself. The buttons are made here since they do nothing without script.
 */
export function mountCopyButtons(): void {
  for (const source of fresh("copy", "[data-copy]")) {
    const label = source.dataset.copyLabel ?? "Copy";
    const button = element("button", { type: "button", class: "gatepost-copy", "aria-label": label, title: label });
    button.addEventListener("click", () => copy(source, button, label));
    source.append(button);
  }
}

async function copy(source: HTMLElement, button: HTMLButtonElement, label: string): Promise<void> {
  const text = source.dataset.copy || (source.querySelector("code") ?? source).textContent || "";
  const told = (await written(text.replace(/\n$/, ""))) ? "Copied" : "Copying is not allowed here";
  button.dataset.state = told === "Copied" ? "done" : "failed";
  button.setAttribute("aria-label", told);
  announce(told);
  setTimeout(() => {
    delete button.dataset.state;
    button.setAttribute("aria-label", label);
  }, SHOWN_FOR);
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

let region: HTMLElement | undefined;

function announce(text: string): void {
  region ??= element("div", { class: "gatepost-announcer", role: "status" });
  if (!region.isConnected) document.body.append(region);
  region.textContent = text;
}
