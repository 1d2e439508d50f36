import { readContract } from "../contract";
import { SITE_ROOT } from "../shared/site";
import { remembered } from "../shared/storage";
import { record, text } from "./schema";
import { readSchemes, withSchemes } from "./schemes";
import { ConsoleState } from "./state";
import { readSite, targetsOf } from "./target";
import { readTraces, type TraceTemplate } from "./trace";
import { Vault } from "./vault";

// One for the tab: keys stay while the reader goes from page to page without a reload.
let vault: Vault | undefined;
let site: Promise<unknown> | undefined;

/** Load what one console needs; rejects when the contract is not there. */
export async function loadConsole(contractUrl: string): Promise<ConsoleState> {
  const page = new URL(document.baseURI);
  const address = new URL(contractUrl, page);
  const settings = readSite(await siteWire(), SITE_ROOT, address);
  const wire = await json(address);
  const described = readContract(wire as Readonly<Record<string, unknown>>);
  const contract = withSchemes(described, readSchemes(await siteWire()));
  vault ??= new Vault({ tab: storage("sessionStorage"), computer: storage("localStorage") }, SITE_ROOT.pathname);
  // Calls of MCP servers have code of their own, which pages of operations never load.
  const State = contract.mcp ? (await import("../mcp")).McpState : ConsoleState;
  const targets = targetsOf(settings, contract.servers);
  const state = new State(contract, targets, vault, page, remembered("target"), settings.clientIds);
  // Where a stream may come, its first event waits for nothing.
  if (contract.streamProperty || contract.responses.some(response => response.stream))
    void import("./stream").catch(() => {});
  // Here while the form is being read: it has a third of the weight of the form.
  state.checkBy(import("./validate"));
  return state;
}

/** Where the traces of calls are found. */
export async function loadTraces(): Promise<readonly TraceTemplate[]> {
  return readTraces(await siteWire());
}

/**
 * The document that says who this site is as an OAuth client; empty where it has none. Another address than the
 * published one, such as a preview's, could not be the one that the document sends readers back to.
 */
export async function loadClientDocument(): Promise<string> {
  const document = text(record(await siteWire())?.client);
  return URL.canParse(document) && document.startsWith(SITE_ROOT.href) ? document : "";
}

function siteWire(): Promise<unknown> {
  site ??= json(new URL("assets/gatepost/site.json", SITE_ROOT)).catch(() => undefined);
  return site;
}

async function json(address: URL): Promise<unknown> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address.pathname}: ${reply.status}`);
  return reply.json();
}

function storage(name: "sessionStorage" | "localStorage"): Storage | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
