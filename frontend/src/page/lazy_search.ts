declare const SEARCH_CHUNK: string;

/** What the chunk gives the page. */
interface SearchModule {
  openSearch(query?: string): void;
}

const OPENER = "[data-gatepost-search]";
const load = (): Promise<SearchModule> => import(SEARCH_CHUNK);
let opening = false;

/** Open the search by its button, `/`, Ctrl K or ⌘ K, and by `?q=` in the address; its code comes then. */
export function watchSearch(): void {
  if (!document.querySelector(OPENER)) return;
  document.addEventListener("click", event => {
    if (event.target instanceof Element && event.target.closest(OPENER)) open();
  });
  document.addEventListener(
    "pointerover",
    event => {
      if (event.target instanceof Element && event.target.closest(OPENER)) void load().catch(() => {});
    },
    { passive: true },
  );
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.altKey || event.shiftKey) return;
    const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event);
    if (!isCommand && !isSlash) return;
    event.preventDefault();
    open();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
}

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

function open(query?: string): void {
  if (opening) return;
  opening = true;
  const button = document.querySelector(OPENER);
  load()
    .then(
      module => module.openSearch(query),
      () => button?.setAttribute("title", "The search could not be loaded. Check the connection, then try again."),
    )
    .finally(() => {
      opening = false;
    });
}
