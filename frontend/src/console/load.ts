import { readContract } from "../contract";
import { SITE_ROOT } from "../shared/site";
import { remembered } from "../shared/storage";
import { ConsoleState } from "./state";
import { readSite, type SiteSettings, targetsOf } from "./target";
import { Vault } from "./vault";

// One for the tab: keys stay while the reader goes from page to page without a reload.
let vault: Vault | undefined;
let site: Promise<SiteSettings> | undefined;

/** Load what one console needs; rejects when the contract is not there. */
export async function loadConsole(contractUrl: string): Promise<ConsoleState> {
  const page = new URL(document.baseURI);
  site ??= json(new URL("assets/gatepost/site.json", SITE_ROOT))
    .catch(() => undefined)
    .then(wire => readSite(wire, SITE_ROOT));
  const wire = await json(new URL(contractUrl, page));
  const contract = readContract(wire as Readonly<Record<string, unknown>>);
  vault ??= new Vault(session());
  // Calls of MCP servers have code of their own, which pages of operations never load.
  const State = contract.mcp ? (await import("../mcp")).McpState : ConsoleState;
  return new State(contract, targetsOf(await site, contract.servers), vault, page, remembered("target"));
}

async function json(address: URL): Promise<unknown> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address.pathname}: ${reply.status}`);
  return reply.json();
}

function session(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
