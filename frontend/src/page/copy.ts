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

/** A link to a page's Markdown gets a button that copies it. */
export function mountPageCopy(): void {
  for (const link of fresh<HTMLAnchorElement>("copy-page", "[data-copy-page]")) {
    const button = element("button", { type: "button" }, "Copy page");
    button.addEventListener("click", async () => {
      const text = await fetch(link.href).then(
        answer => (answer.ok ? answer.text() : undefined),
        () => undefined,
      );
      const done = text !== undefined && (await written(text));
      button.textContent = done ? "Copied" : "Not copied";
      announce(done ? "The page is copied as Markdown" : "The page could not be copied");
      setTimeout(() => {
        button.textContent = "Copy page";
      }, SHOWN_FOR);
    });
    link.before(button, " ");
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
