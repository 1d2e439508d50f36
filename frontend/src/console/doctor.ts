import type { CorsNeed, Family } from "./gateways";
import type { Outgoing } from "./outgoing";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request that finds out why another one failed. It carries no key and no body. */
export interface Probe {
  /** What it does, in words that the reader agrees to. */
  readonly name: string;
  run(fetch: Fetch): Promise<boolean>;
}

export type Cause = "mixed" | "private" | "down" | "origin" | "preflight" | "header" | "method" | "unknown";

export interface Diagnosis {
  readonly cause: Cause;
  readonly words: string;
  /** Whether lines of the gateway's configuration help. */
  readonly fixable: boolean;
}

/** Methods that no preflight has to allow. */
const SIMPLE = new Set(["GET", "HEAD", "POST"]);

/** What can be told without asking anybody; undefined where probes are needed. */
export function knownBefore(request: Outgoing, page: URL): Diagnosis | undefined {
  const url = new URL(request.url);
  if (page.protocol !== "https:" || url.protocol !== "http:" || isNear(url.hostname)) return undefined;
  return {
    cause: "mixed",
    words: `This page came over https, so the browser does not let it call ${url.origin} (mixed content). Give the gateway an https address.`,
    fixable: false,
  };
}

/** The probes in their order; each one's outcome decides whether the next is needed. */
export function probesOf(request: Outgoing): readonly Probe[] {
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  const headers = customHeaders(request);
  return [
    {
      name: `GET ${url.origin}/, blind: does the host answer at all?`,
      run: fetch => passes(fetch, `${url.origin}/`, { mode: "no-cors" }),
    },
    {
      name: `GET ${address} without a header: may this page read its answer?`,
      run: fetch => passes(fetch, address, {}),
    },
    ...headers.map(header => ({
      name: `GET ${address} with the header ${header}: is it allowed? Its value is the word “probe”.`,
      run: (fetch: Fetch) => passes(fetch, address, { headers: { [header]: valueFor(header) } }),
    })),
  ];
}

/** Run the probes as far as they are needed, telling each outcome as it comes. */
export async function examine(
  request: Outgoing,
  page: URL,
  tell: (outcomes: readonly boolean[]) => void,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<Diagnosis> {
  const outcomes: boolean[] = [];
  for (const probe of probesOf(request)) {
    outcomes.push(await probe.run(fetch));
    tell([...outcomes]);
    if (outcomes.length <= 2 && !outcomes.at(-1)) break;
  }
  return diagnose(request, page, outcomes);
}

/** What the outcomes of the probes say. */
export function diagnose(request: Outgoing, page: URL, outcomes: readonly boolean[]): Diagnosis {
  const { host, hostname } = new URL(request.url);
  const [answers, readable, ...allowed] = outcomes;
  if (!answers) {
    if (isNear(hostname) && !isNear(page.hostname)) {
      const words = `${host} is on this computer or its network, and this page is not. Browsers refuse such calls or ask first; serve this site there to call it, or use the sandbox.`;
      return { cause: "private", words, fixable: false };
    }
    const words = `${host} did not answer: the name may not resolve, nothing may listen there, or its certificate may not be trusted. A page is not told which.`;
    return { cause: "down", words, fixable: false };
  }
  const origin = page.origin;
  if (!readable) {
    const words = `${host} answers, but does not let pages of ${origin} read its answers (no Access-Control-Allow-Origin for it).`;
    return { cause: "origin", words, fixable: true };
  }
  const refused = customHeaders(request).filter((_, index) => allowed[index] === false);
  if (refused.length > 0 && refused.length === allowed.length) {
    const words = `${host} lets ${origin} read plain answers, but refuses the preflight that comes before ${refused.map(quoted).join(", ")}: it answers OPTIONS with an error, or allows none of them.`;
    return { cause: "preflight", words, fixable: true };
  }
  if (refused.length > 0) {
    const words = `${host} does not allow the ${refused.length > 1 ? "headers" : "header"} ${refused.map(quoted).join(", ")} (Access-Control-Allow-Headers).`;
    return { cause: "header", words, fixable: true };
  }
  if (!SIMPLE.has(request.method)) {
    const words = `${host} lets ${origin} in, with all headers of the request: what is left is the method ${request.method} (Access-Control-Allow-Methods).`;
    return { cause: "method", words, fixable: true };
  }
  const words = `${host} lets ${origin} in, with all headers of the request. The answer itself may have lacked Access-Control-Allow-Origin, as answers to errors often do, or the connection broke. Sending again may show more.`;
  return { cause: "unknown", words, fixable: true };
}

/** What a gateway has to allow for this request, with the headers that are worth reading there. */
export function needOf(request: Outgoing, page: URL, family: Family | undefined): CorsNeed {
  const known = (family?.headers ?? []).map(({ name }) => name).filter(name => !name.endsWith("*"));
  return {
    origin: page.origin,
    methods: [...new Set(["GET", "POST", request.method])],
    headers: [...new Set(["authorization", "content-type", ...customHeaders(request)])],
    exposed: [...new Set(["retry-after", "x-request-id", "www-authenticate", ...known])],
  };
}

/** Names of the headers that need a preflight, lower case. */
function customHeaders(request: Outgoing): readonly string[] {
  const names = request.headers
    .filter(([name, value]) => !isSimple(name.toLowerCase(), value))
    .map(([name]) => name.toLowerCase());
  return [...new Set(names)].sort();
}

function isSimple(name: string, value: string): boolean {
  if (name === "content-type")
    return /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/.test(value);
  return name === "accept" || name === "accept-language" || name === "content-language";
}

function valueFor(header: string): string {
  return header === "content-type" ? "application/json" : "probe";
}

async function passes(fetch: Fetch, url: string, init: RequestInit): Promise<boolean> {
  try {
    await fetch(url, {
      mode: "cors",
      ...init,
      method: "GET",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: init.mode === "no-cors" ? "follow" : "manual",
      signal: AbortSignal.timeout(10_000),
    });
    return true;
  } catch {
    return false;
  }
}

/** Whether a host is this computer or of a private network. */
function isNear(host: string): boolean {
  return (
    /^(localhost|.*\.localhost|.*\.local|\[::1\]|\[f[cd].*\])$/.test(host) ||
    /^(127|10)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)
  );
}

function quoted(name: string): string {
  return `\`${name}\``;
}
