import { activatePanel } from "./tabs";

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

/** Follow later changes of the anchor, and clicks on a link to the present one. */
export function watchAnchors(): void {
  addEventListener("hashchange", openAnchor);
  document.addEventListener("click", event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href*='#']") : null;
    if (link && link.hash === location.hash && link.pathname === location.pathname) openAnchor();
  });
}
