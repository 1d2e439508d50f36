import { openAnchor, watchAnchors } from "./page/anchors";
import { mountCopyButtons, mountPageCopy } from "./page/copy";
import { mountFilters } from "./page/filter";
import { mountHiding } from "./page/hiding";
import { mountConsoles, openLinked } from "./page/lazy_console";
import { mountRunners } from "./page/lazy_runner";
import { watchSearch } from "./page/lazy_search";
import { mountTerms } from "./page/lazy_terms";
import { mountNavigation } from "./page/navigation";
import { mountSunsets } from "./page/sunset";
import { mountTabs } from "./page/tabs";
import { mountVersions } from "./page/versions";

declare global {
  interface Window {
    /** Material's stream of pages: it emits at once and after every instant navigation. */
    document$?: { subscribe(next: () => void): unknown };
  }
}

function mount(): void {
  mountTabs();
  mountCopyButtons();
  mountPageCopy();
  mountFilters();
  mountHiding();
  mountConsoles();
  mountRunners();
  mountNavigation();
  mountVersions();
  mountSunsets();
  mountTerms();
  openAnchor();
}

watchAnchors();
watchSearch();
addEventListener("hashchange", openLinked);
if (window.document$) {
  window.document$.subscribe(mount);
} else if (document.readyState === "loading") {
  addEventListener("DOMContentLoaded", mount);
} else {
  mount();
}
