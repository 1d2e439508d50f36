import { element } from "./shared/dom";
import { SITE_ROOT } from "./shared/site";

export { mountStatuses } from "./versions/statuses";

import { type Told, target } from "./versions/target";

let told: Promise<Told> | undefined;

function read(): Promise<Told> {
  told ??= fetch(new URL("assets/gatepost/versions.json", SITE_ROOT)).then(reply => {
    if (!reply.ok) throw new Error(`${reply.status}`);
    return reply.json() as Promise<Told>;
  });
  told.catch(() => {
    told = undefined;
  });
  return told;
}

/** Open the list of versions below its button, or close it; each leads to this page as it is there. */
export async function openVersions(host: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const open = host.querySelector<HTMLElement>(".gatepost-version-list");
  if (open) {
    close(host, button);
    return;
  }
  const known = await read();
  const here = location.href.slice(SITE_ROOT.href.length);
  const list = element("ul", { class: "gatepost-version-list", "aria-label": "Versions" });
  for (const version of known.versions) {
    const { path, isHere } = target(known, here, version);
    const link = element("a", { href: new URL(path, SITE_ROOT).href }, version.title);
    if (isHere) link.setAttribute("aria-current", "true");
    const notes = [...(version.aliases ?? []), version.status].filter(note => note !== "supported");
    link.append(element("small", {}, notes.join(", ")));
    list.append(element("li", {}, link));
  }
  list.append(element("li", {}, element("a", { href: new URL("changes/", SITE_ROOT).href }, "All changes")));
  host.append(list);
  button.setAttribute("aria-expanded", "true");
  list.querySelector<HTMLElement>("a")?.focus();
  watch(host, button);
}

function close(host: HTMLElement, button: HTMLButtonElement): void {
  host.querySelector(".gatepost-version-list")?.remove();
  button.setAttribute("aria-expanded", "false");
}

function watch(host: HTMLElement, button: HTMLButtonElement): void {
  const leaving = new AbortController();
  const done = (): void => {
    close(host, button);
    leaving.abort();
  };
  const { signal } = leaving;
  host.addEventListener(
    "keydown",
    event => {
      if (event.key !== "Escape") return;
      done();
      button.focus();
    },
    { signal },
  );
  document.addEventListener("pointerdown", event => !host.contains(event.target as Node) && done(), { signal });
  host.addEventListener(
    "focusout",
    event => {
      if (event.relatedTarget && !host.contains(event.relatedTarget as Node)) done();
    },
    { signal },
  );
  host.addEventListener("click", event => (event.target as Element).closest("a") && done(), { signal });
}
