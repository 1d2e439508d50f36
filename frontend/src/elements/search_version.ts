import { element } from "../shared/dom";

/** Which version of the gateway is searched: that of the page, or the current one where the reader wants it. */
export class SearchVersion {
  readonly element = element("p", { class: "gatepost-search-version", hidden: "" });
  readonly #words = element("span");
  readonly #other = element("button", { type: "button" });
  #page = "";
  #searched = "";

  /** `turned` is called when the reader chose another version. */
  constructor(turned: () => void) {
    this.element.append(this.#words, this.#other);
    this.#other.addEventListener("click", () => {
      this.#searched = this.#searched ? "" : this.#page;
      this.#draw();
      turned();
    });
  }

  /** The file that names the others of what is searched. */
  get index(): string {
    return this.#searched ? `index-${this.#searched}.json` : "index.json";
  }

  /** Look at which version the page is of; whether another one than before is to be searched. */
  follow(): boolean {
    const page = document.querySelector<HTMLElement>("article[data-version]")?.dataset.version ?? "";
    if (page === this.#page) return false;
    const before = this.#searched;
    this.#page = this.#searched = page;
    this.#draw();
    return before !== page;
  }

  #draw(): void {
    this.element.hidden = !this.#page;
    this.#words.textContent = this.#searched ? `In version ${this.#searched}.` : "In the current version.";
    this.#other.textContent = this.#searched ? "Search the current version" : `Search version ${this.#page}`;
  }
}
