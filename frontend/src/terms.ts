// The cards of marked terms: a chunk of its own, loaded with the first mark that is looked at.
import { element } from "./shared/dom";
import { SITE_ROOT } from "./shared/site";

interface Card {
  readonly name: string;
  /** The first paragraph of the definition, made and sanitised when the site was built. */
  readonly html: string;
}

const WAIT = 180;
const GAP = 6;
const ID = "gatepost-card";
let cards: Promise<Readonly<Record<string, Card>>> | undefined;
let shown: { card: HTMLElement; mark: HTMLAnchorElement; end: AbortController } | undefined;
let wanted: HTMLAnchorElement | undefined;

/** Show what a marked term means beside it, until the reader looks elsewhere or presses Escape. */
export async function showCard(mark: HTMLAnchorElement, by: "pointer" | "focus" | "tap"): Promise<void> {
  if (shown?.mark === mark) return;
  wanted = mark;
  const loaded = await load();
  if (by === "pointer") {
    await new Promise(resolve => setTimeout(resolve, WAIT));
    if (!mark.matches(":hover")) return;
  }
  const term = mark.dataset.term ?? "";
  const card = Object.hasOwn(loaded, term) ? loaded[term] : undefined;
  if (wanted !== mark || !mark.isConnected) return;
  if (card) open(mark, card);
  else if (by === "tap") location.assign(mark.href);
}

function load(): Promise<Readonly<Record<string, Card>>> {
  cards ??= fetch(new URL("assets/gatepost/glossary.json", SITE_ROOT)).then(reply => {
    if (!reply.ok) throw new Error(`glossary.json: ${reply.status}`);
    return reply.json() as Promise<Record<string, Card>>;
  });
  cards.catch(() => {
    cards = undefined;
  });
  return cards;
}

function open(mark: HTMLAnchorElement, { name, html }: Card): void {
  close();
  const words = new DOMParser().parseFromString(html, "text/html").body;
  for (const link of words.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", SITE_ROOT).href;
  const card = element(
    "div",
    { id: ID, class: "gatepost-card md-typeset", role: "tooltip" },
    element("strong", {}, name),
    ...words.childNodes,
    element("a", { class: "gatepost-card-more", href: mark.href }, "In the glossary"),
  );
  document.body.append(card);
  mark.setAttribute("aria-describedby", ID);
  const end = new AbortController();
  shown = { card, mark, end };
  place(card, mark);
  watch(mark, card, end.signal);
}

function watch(mark: HTMLAnchorElement, card: HTMLElement, signal: AbortSignal): void {
  const leave = (event: Event): void => {
    const target = event.target;
    if (target instanceof Node && (mark.contains(target) || card.contains(target))) return;
    close();
  };
  document.addEventListener("pointerover", leave, { signal });
  document.addEventListener("pointerdown", leave, { signal });
  document.addEventListener("focusin", leave, { signal });
  document.addEventListener("keydown", event => event.key === "Escape" && close(), { signal });
  addEventListener("resize", close, { signal });
  addEventListener("scroll", () => place(card, mark), { signal, passive: true });
}

/** Put the card below the mark, or above it where there is more room, inside the window. */
function place(card: HTMLElement, mark: HTMLElement): void {
  const line = mark.getClientRects()[0];
  if (!line || line.bottom < 0 || line.top > innerHeight) {
    close();
    return;
  }
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
  const below = line.bottom + GAP + height <= innerHeight || line.top < innerHeight - line.bottom;
  const top = below ? line.bottom + GAP : line.top - GAP - height;
  card.style.setProperty("left", `${left}px`);
  card.style.setProperty("top", `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`);
}

function close(): void {
  if (!shown) return;
  shown.end.abort();
  shown.mark.removeAttribute("aria-describedby");
  shown.card.remove();
  shown = undefined;
}
