import { LONGEST_QUERY } from "../search/query";
import { element } from "../shared/dom";

/** Where a reader types what is searched for: a combobox over the list with this id. */
export function searchField(list: string): HTMLInputElement {
  return element("input", {
    type: "text",
    enterkeyhint: "search",
    role: "combobox",
    "aria-label": "Search",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list,
    placeholder: "Search by name, words or meaning",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: String(LONGEST_QUERY),
  });
}
