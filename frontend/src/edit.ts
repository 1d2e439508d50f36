// Only `mkdocs serve` has this file: no built site does.
import { draftOf } from "./edit/draft";
import { type GuideFile, Server } from "./edit/server";
import { Writing } from "./edit/writing";
import { EditElement, placeOf } from "./elements/edit";
import { element } from "./shared/dom";

const PENCIL = "M20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.8 1.8 3.7 3.7zM3 17.2V21h3.8L17.8 9.9l-3.7-3.7z";

const meta = document.querySelector<HTMLMetaElement>('meta[name="gatepost-edit"]');
const server = new Server(meta?.getAttribute("data-start") ?? "/_gatepost/edit/", meta?.content ?? "");

/** Give the page its button; where the writer was interrupted by a reload, go on at once. */
async function mount(): Promise<void> {
  // Pages of the reference are made of the description: nothing is asked for them.
  if (document.querySelector("article.gatepost-page")) return;
  const url = placeOf(location);
  const file = await server.guide(url).catch(() => undefined);
  const page = document.querySelector("article.md-content__inner") ?? document.querySelector("main") ?? document.body;
  if (!file || placeOf(location) !== url || page.querySelector(".gatepost-edit-open")) return;
  const label = `Edit ${file.name}`;
  const button = element("button", { type: "button", class: "gatepost-edit-open md-icon", title: label });
  button.setAttribute("aria-label", label);
  button.append(pencil());
  button.addEventListener("click", () => void reopen(url));
  page.prepend(button);
  if (draftOf(file.name)?.open) open(file);
}

async function reopen(url: string): Promise<void> {
  const file = await server.guide(url);
  if (file) open(file);
}

function open(file: GuideFile): void {
  if (document.querySelector("gatepost-edit")) return;
  const editor = new EditElement();
  editor.server = server;
  editor.writing = new Writing(server, file);
  document.body.append(editor);
}

function pencil(): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PENCIL);
  svg.append(path);
  return svg;
}

// In a frame a click may be meant for something else.
if (window.top === window) {
  if (window.document$) window.document$.subscribe(() => void mount());
  else void mount();
}
