import { element } from "../shared/dom";
import { activatePanel } from "./tabs";

const LINKABLE = ".gatepost-main :is(dt, h2, h3)[id], .gatepost-schema :is(dt, h2)[id]";

/** Open whatever hides the element that the address bar names, then show it. */
export function openAnchor(): void {
  const target = anchored(location.hash);
  if (!target) return;
  let moved = false;
  for (let above: Element | null = target; above; above = above.parentElement) {
    if (above instanceof HTMLDetailsElement && !above.open) {
      above.open = true;
      moved = true;
    }
    moved = activatePanel(above) || moved;
  }
  if (moved) target.scrollIntoView();
}

function anchored(hash: string): HTMLElement | null {
  if (hash.length < 2) return null;
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

// Written when the pointer comes, not into every page: there are as many as fields.
function offerLink(event: Event): void {
  const place = event.target instanceof Element ? event.target.closest(LINKABLE) : null;
  if (!place || place.querySelector(":scope > .gatepost-anchor")) return;
  const label = `Link to ${place.querySelector("code")?.textContent ?? place.textContent?.trim() ?? place.id}`;
  place.append(element("a", { class: "gatepost-anchor", href: `#${place.id}`, "aria-label": label }, "#"));
}

/** Follow later changes of the anchor, and clicks on a link to the present one; offer links to what has an id. */
export function watchAnchors(): void {
  addEventListener("hashchange", openAnchor);
  document.addEventListener("pointerover", offerLink, { passive: true });
  document.addEventListener("click", event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href*='#']") : null;
    if (link && link.hash === location.hash && link.pathname === location.pathname) openAnchor();
  });
}
