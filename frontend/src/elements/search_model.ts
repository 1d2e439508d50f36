import type { ModelState } from "../search/model";
import { element } from "../shared/dom";
import { remember, remembered } from "../shared/storage";

const NAME = "search-model";
const PURPOSE = "Understand questions better";

/** The switch of the model that reads whole questions; a reader who turned it on finds it on. */
export class SearchModel {
  readonly element = element("button", { type: "button", class: "gatepost-search-model", "aria-pressed": "false" });
  #megabytes = 0;

  /** `turn` loads the model or lets it go, `told` says what became of it. */
  constructor(
    readonly turn: (on: boolean) => void,
    readonly told: (said: string) => void,
  ) {
    this.element.hidden = true;
    this.element.addEventListener("click", () => {
      const isOn = this.element.getAttribute("aria-pressed") !== "true";
      remember(NAME, isOn ? "on" : "off");
      this.#set(isOn);
    });
  }

  /** Offer it where the site has one of so many bytes. */
  offer(bytes: number | undefined): void {
    if (!bytes) return;
    this.#megabytes = Math.ceil(bytes / 1e6);
    this.element.hidden = false;
    if (remembered(NAME) === "on") this.turn(true);
    else this.show({ state: "off", share: 0 });
  }

  /** Show how far it is. */
  show({ state, share }: ModelState): void {
    const isOn = state === "loading" || state === "ready";
    this.element.setAttribute("aria-pressed", String(isOn));
    this.element.textContent = this.#label(state, share);
    if (state === "ready") this.told("Questions are understood better from now on");
    if (state === "failed") {
      remember(NAME, "off");
      this.told("The model could not be loaded. The search goes on without it");
    }
  }

  #set(isOn: boolean): void {
    if (!isOn) this.show({ state: "off", share: 0 });
    this.turn(isOn);
  }

  #label(state: ModelState["state"], share: number): string {
    if (state === "loading") return `Loading: ${Math.floor(share * 100)} % of ${this.#megabytes} MB`;
    if (state === "ready") return "Understands questions better";
    if (state === "failed") return "Could not be loaded: try again";
    return `${PURPOSE}: loads ${this.#megabytes} MB`;
  }
}
