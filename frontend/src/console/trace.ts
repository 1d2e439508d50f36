import { array, record, text } from "./schema";

/** Where the trace of a call can be looked at: an address with `{id}` in it. */
export interface TraceTemplate {
  readonly name: string;
  readonly url: string;
  /** Header with the id; empty for the first that looks like one. */
  readonly header: string;
}

export interface TraceLink {
  readonly name: string;
  readonly url: string;
}

type Headers = readonly (readonly [string, string])[];

// The most telling first.
const ID_HEADERS = [
  /^(x-)?(\w+-)*trace-id$/,
  /^traceparent$/,
  /^(x-)?(\w+-)*call-id$/,
  /^x-generation-id$/,
  /^helicone-id$/,
  /^(x-)?(\w+-)*request-id$/,
  /^(x-)?(\w+-)*correlation-id$/,
];
const LONGEST = 256;

/** Read the templates of `assets/gatepost/site.json`. */
export function readTraces(wire: unknown): readonly TraceTemplate[] {
  return array(record(wire)?.trace).flatMap(item => {
    const found = record(item);
    const url = text(found?.url);
    return url.includes("{id}") ? [{ name: text(found?.name) || "Trace", url, header: text(found?.header) }] : [];
  });
}

/** The links for one reply; none where no header gives an id, or the id is what the reader sent as a secret. */
export function traceLinks(templates: readonly TraceTemplate[], headers: Headers, sent: Headers): readonly TraceLink[] {
  return templates.flatMap(template => {
    const id = idFor(template, headers);
    if (!id || sent.some(([, value]) => value.includes(id) && id.length > 6)) return [];
    const url = webAddress(template.url.replaceAll("{id}", encodeURIComponent(id)));
    return url ? [{ name: template.name, url }] : [];
  });
}

function idFor({ header }: TraceTemplate, headers: Headers): string {
  const named = (wanted: (name: string) => boolean) =>
    headers.find(([name, value]) => wanted(name.toLowerCase()) && value !== "");
  const found = header
    ? named(name => name === header.toLowerCase())
    : ID_HEADERS.map(pattern => named(name => pattern.test(name))).find(Boolean);
  if (!found || found[1].length > LONGEST) return "";
  const [name, value] = found;
  // W3C Trace Context: version, trace id, parent id, flags.
  return name.toLowerCase() === "traceparent" ? (value.split("-")[1] ?? "") : value;
}

function webAddress(address: string): string {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : "";
  } catch {
    return "";
  }
}
