import type { ContractServer, ContractVariable } from "../contract";
import type { InPage, SamplesInPage } from "../sandbox/client";
import { array, record, text } from "./schema";

/** A gateway that can be called. */
export interface Target {
  readonly name: string;
  /** Base URL; may hold variables in braces. */
  readonly url: string;
  readonly variables: readonly ContractVariable[];
  /** Path on the site's own origin that passes requests on, null where the gateway is called directly. */
  readonly proxy: string | null;
  /** The in-house demo gateway, whose key is public. */
  readonly sandbox: boolean;
  /** The family of gateways that it belongs to, where it is configured. */
  readonly gateway?: string;
  /** Whether the configuration wants it called from elsewhere only. */
  readonly copyOnly?: boolean;
  /** Where it runs in this page: what the page needs for that. */
  readonly inPage?: InPage;
}

/** What the host of the site says of it: `assets/gatepost/site.json`. */
export interface SiteSettings {
  readonly targets: readonly Target[];
  readonly authoring: boolean;
  /** The family of the gateway that the description is of, empty where it is not said. */
  readonly gateway: string;
  /** Public OAuth client ids by name of their scheme. */
  readonly clientIds: Readonly<Record<string, string>>;
}

/** A base URL that is ready to be called, or why it is not. */
export type Base = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly message: string };

export const SANDBOX_KEY = "sk-sandbox";

/** Read `site.json`; addresses of the site's own are below `root`, and `contract` tells the version that is called. */
export function readSite(wire: unknown, root: URL, contract: URL = root): SiteSettings {
  const site = record(wire) ?? {};
  const version = contract.href.slice(root.href.length).split("/", 1)[0] ?? "";
  const older = array(site.targets).some(item => record(record(record(item)?.inPage)?.versions)?.[version]);
  const targets = array(site.targets).flatMap((item): Target[] => {
    const target = record(item);
    if (!target || !text(target.url)) return [];
    const proxy = text(target.proxy) || null;
    const name = text(target.name) || text(target.url);
    const gateway = text(target.gateway);
    const known = { ...(gateway ? { gateway } : {}), ...(target.copyOnly === true ? { copyOnly: true } : {}) };
    const made = { name, url: text(target.url), variables: [], proxy, sandbox: target.sandbox === true, ...known };
    const inPage = readInPage(record(target.inPage), root, older ? version : "");
    // The sandbox under `mkdocs serve` speaks the current version only.
    if (older && made.sandbox && !inPage) return [];
    return [inPage ? { ...made, url: new URL(made.url, root).href, inPage } : made];
  });
  const clientIds = Object.fromEntries(
    Object.entries(record(site.clientIds) ?? {}).map(([name, id]) => [name, text(id)]),
  );
  return { targets, authoring: site.authoring === true, clientIds, gateway: text(site.gateway) };
}

function readInPage(
  told: Readonly<Record<string, unknown>> | undefined,
  root: URL,
  version: string,
): InPage | undefined {
  if (!told) return undefined;
  const url = (path: unknown) => new URL(text(path), new URL("assets/gatepost/", root)).href;
  const python = record(told.python) ?? {};
  const samples = record(told.samples);
  const packed = record(record(told.versions)?.[version]) ?? told;
  const files = Object.entries(record(python.files) ?? {}).map(([name, size]) => [name, Number(size)] as const);
  return {
    worker: url(told.worker),
    archive: url(packed.archive),
    size: Number(packed.size),
    seconds: Number(told.seconds),
    python: { folder: url(python.folder), files: Object.fromEntries(files) },
    ...(samples ? { samples: readSamples(samples, url) } : {}),
  };
}

function readSamples(told: Readonly<Record<string, unknown>>, url: (path: unknown) => string): SamplesInPage {
  return { worker: url(told.worker), archive: url(told.archive), size: Number(told.size) };
}

/** The targets of the site, then the servers of the description that are not among them. */
export function targetsOf(
  site: Pick<SiteSettings, "targets"> & Partial<Pick<SiteSettings, "gateway">>,
  servers: readonly ContractServer[],
): readonly Target[] {
  const known = new Set(site.targets.map(target => trimmed(target.url)));
  const own = servers
    .filter(server => server.url && !known.has(trimmed(server.url)))
    .map(({ url, description, variables }) => ({
      name: description || url,
      url,
      variables,
      proxy: null,
      sandbox: false,
      ...(site.gateway ? { gateway: site.gateway } : {}),
    }));
  return [...site.targets, ...own];
}

/** The values that variables have before the reader changes them. */
export function variableDefaults(target: Target): Readonly<Record<string, string>> {
  return Object.fromEntries(target.variables.map(item => [item.name, item.default || item.enum[0] || ""]));
}

/** Fill the variables and check the outcome: only http and https, no credentials, nothing that moves the host. */
export function baseOf(target: Target, values: Readonly<Record<string, string>>, page: string): Base {
  const wrong = target.variables.find(variable => !fits(target.url, variable, values[variable.name] ?? ""));
  if (wrong) return { ok: false, message: `The variable “${wrong.name}” would change the host or path of the URL.` };
  const filled = target.url.replace(/\{([^{}]*)\}/g, (whole, name: string) => values[name] ?? whole);
  const open = /\{([^{}]*)\}/.exec(filled);
  if (open) return { ok: false, message: `The variable “${open[1]}” of the URL has no value.` };
  return checked(filled, page);
}

function checked(address: string, page: string): Base {
  if (!address.trim()) return { ok: false, message: "Give the base URL of the gateway." };
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    return { ok: false, message: `“${address}” is not a URL.` };
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { ok: false, message: `Only http and https can be called, not “${url.protocol}”.` };
  }
  if (url.username || url.password) return { ok: false, message: "A URL with credentials in it is not called." };
  url.search = "";
  url.hash = "";
  return { ok: true, url };
}

function fits(template: string, variable: ContractVariable, value: string): boolean {
  if (value === variable.default || variable.enum.includes(value)) return true;
  // A template such as `{baseUrl}/v1` leaves the whole base to the reader, who sees its host beside Send.
  if (template.startsWith(`{${variable.name}}`)) return true;
  return !/[/@#?\\\s:]|^\.+$/.test(value);
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
