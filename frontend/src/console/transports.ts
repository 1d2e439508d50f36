import { dials, FAULT_HEADER } from "../sandbox/dials";
import type { Outgoing } from "./outgoing";
import type { Target } from "./target";
import { type Event, FetchTransport, ProxyTransport, type Transport } from "./transport";

/** The way to a target: into the page's own sandbox, through the site's proxy, or straight to the gateway. */
export function transportTo(target: Target, base: URL, page: URL): Transport {
  const straight = straightTo(target, base, page);
  return target.sandbox ? new FaultyTransport(straight) : straight;
}

function straightTo(target: Target, base: URL, page: URL): Transport {
  if (target.inPage) return new LateTransport(base, target.inPage);
  if (target.proxy) return new ProxyTransport(base, target.proxy, page);
  return new FetchTransport(page);
}

/** Asks a sandbox for the faults that the reader has turned on; no other target is ever asked. */
class FaultyTransport implements Transport {
  constructor(private readonly straight: Transport) {}

  send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event> {
    const { header } = dials;
    const { headers } = request;
    const own = request.url.includes("/_sandbox/");
    return this.straight.send(
      header && !own ? { ...request, headers: [...headers, [FAULT_HEADER, header]] } : request,
      signal,
    );
  }
}

/** The sandbox's part of the console comes when the first request does. */
class LateTransport implements Transport {
  constructor(
    private readonly base: URL,
    private readonly site: NonNullable<Target["inPage"]>,
  ) {}

  async *send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event> {
    let module: typeof import("../sandbox/transport");
    try {
      module = await import("../sandbox/transport");
    } catch {
      yield { kind: "failure", cause: "sandbox", message: "Its scripts could not be loaded. Check the connection." };
      return;
    }
    yield* new module.SandboxTransport(this.base, this.site).send(request, signal);
  }
}
