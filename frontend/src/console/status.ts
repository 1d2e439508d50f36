import type { Exchange } from "./exchange";

/** The state of an exchange in a few words. */
export function statusLine({ head, phase, failure, streaming }: Exchange): string {
  const status = head ? `${head.status} ${head.statusText || STATUS_WORDS[head.status] || ""}`.trim() : "";
  if (phase === "waiting") return "Waiting for the gateway…";
  if (phase === "receiving") return `${status} · ${streaming ? "streaming…" : "receiving…"}`;
  if (phase === "cancelled") return status ? `${status} · cancelled` : "Cancelled";
  if (failure) return status ? `${status} · broke off` : "No reply";
  return status;
}

// HTTP/2 carries no words of its own.
const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The response of the contract for a status: its own, then its class, then the default. */
export function responseFor<Response extends { readonly status: string }>(
  status: string,
  responses: readonly Response[],
): Response | undefined {
  const named = (wanted: string) => responses.find(response => response.status.toUpperCase() === wanted);
  return named(status) ?? named(`${status[0]}XX`) ?? named("DEFAULT");
}
