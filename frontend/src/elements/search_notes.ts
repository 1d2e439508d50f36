import type { Answer } from "../search/engine";
import { forget, recent } from "../search/recent";
import { element } from "../shared/dom";

/** What an answer has to tell besides its results: words that were read as others, and files that are missing. */
export function notesOf(answer: Answer, takeBack: () => void): HTMLElement[] {
  const told: HTMLElement[] = [];
  if (answer.corrections.length > 0) {
    const read = answer.corrections.map(one => one.read).join(", ");
    const typed = answer.corrections.map(one => one.typed).join(", ");
    const undo = button(`Search for “${typed}” as typed`, takeBack);
    told.push(element("p", {}, element("span", {}, "Showing results for ", element("strong", {}, read)), undo));
  }
  if (answer.missing.length > 0) {
    told.push(element("p", { role: "alert" }, "A part of the search could not be loaded: something may be missing."));
  }
  return told;
}

/** That nothing could be loaded, and how to try again. */
export function failureNote(again: () => void): HTMLElement {
  const told = "The search could not be loaded. Check the connection. ";
  return element("p", { role: "alert" }, told, button("Try again", again));
}

/** The last searches of this browser, none where there were none. */
export function recentNotes(ask: (query: string) => void, cleared: () => void): HTMLElement[] {
  const searches = recent().map(query => button(query, () => ask(query)));
  if (searches.length === 0) return [];
  const clear = button("Clear", () => {
    forget();
    cleared();
  });
  clear.className = "gatepost-search-clear";
  return [element("p", {}, "Recent: ", ...searches, clear)];
}

function button(text: string, does: () => void): HTMLElement {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", does);
  return made;
}
