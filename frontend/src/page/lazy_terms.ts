declare const TERMS_CHUNK: string;

/** What the chunk gives the page: it shows the card of one mark, and looks after it from then on. */
interface TermsModule {
  showCard(mark: HTMLAnchorElement, by: "pointer" | "focus" | "tap"): Promise<void>;
}

const load = (): Promise<TermsModule> => import(TERMS_CHUNK);
const MARK = "a.gatepost-term[data-term]";
let watched = false;

/** Have marked terms show their card: on hover, on focus, and on the first tap where there is no hover. */
export function mountTerms(): void {
  if (watched) return;
  watched = true;
  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "touch") show(event, "pointer");
  });
  document.addEventListener("focusin", event => show(event, "focus"));
  let touched = false;
  document.addEventListener("pointerdown", event => {
    touched = event.pointerType === "touch";
  });
  document.addEventListener(
    "click",
    event => {
      if (touched && show(event, "tap")) event.preventDefault();
    },
    { capture: true },
  );
}

function show(event: Event, by: "pointer" | "focus" | "tap"): boolean {
  const mark = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(MARK) : null;
  if (!mark || (by === "focus" && !mark.matches(":focus-visible"))) return false;
  void load()
    .then(terms => terms.showCard(mark, by))
    .catch(() => {
      // The mark is a link: without its card it still leads to the glossary.
      if (by === "tap") location.assign(mark.href);
    });
  return true;
}
