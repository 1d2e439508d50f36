import { SearchBox } from "./elements/search";
import css from "./styles/search/search.css";

const NAME = "gatepost-search";

/** Open the search box of the page; there is one, made now where it is not there. */
export function openSearch(query?: string): void {
  if (!customElements.get(NAME)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    customElements.define(NAME, SearchBox);
  }
  let box = document.querySelector<SearchBox>(NAME);
  if (!box) {
    box = new SearchBox();
    document.body.append(box);
  }
  box.open(query);
}
