import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { type Event, FetchTransport, ProxyTransport, type Transport } from "../../../frontend/src/console/transport";

const PAGE = new URL("http://docs.example/reference/");
const request = (url: string, more = {}) => ({ method: "GET", url, headers: [], secret: false, ...more });

async function events(transport: Transport, outgoing: Parameters<Transport["send"]>[0], signal = new AbortController().signal): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of transport.send(outgoing, signal)) seen.push(event);
  return seen;
}

const kinds = (seen: readonly Event[]) => seen.map(event => (event.kind === "failure" ? event.cause : event.kind));

test("over real HTTP: a head, chunks as they come, an end", async () => {
  const server = createServer((incoming, reply) => {
    if (incoming.url === "/broken") {
      reply.writeHead(200, { "content-length": "100" });
      reply.write("half", () => reply.destroy());
    } else if (incoming.url === "/away") reply.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    else reply.writeHead(200, { "content-type": "text/plain" }).end(incoming.method);
  });
  await new Promise<void>(ready => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const transport = new FetchTransport(PAGE);
    const seen = await events(transport, request(`${base}/x`, { method: "PUT", body: "y" }));
    assert.deepEqual(kinds(seen), ["head", "chunk", "end"]);
    assert.equal(seen[0]?.kind === "head" && seen[0].filtered, true);
    assert.equal(kinds(await events(transport, request(`${base}/broken`))).at(-1), "interrupted");
  } finally {
    server.close();
    server.closeAllConnections();
  }
  assert.deepEqual(kinds(await events(new FetchTransport(PAGE), request(`${base}/x`))), ["unreachable"]);
});

test("requests carry no cookies, and keys follow no redirect", async () => {
  const inits: RequestInit[] = [];
  const fetch = (_url: string, init: RequestInit) => {
    inits.push(init);
    return Promise.resolve(new Response("x"));
  };
  const transport = new FetchTransport(PAGE, fetch);
  await events(transport, request("http://gw.example/"));
  await events(transport, request("http://gw.example/", { secret: true }));
  assert.deepEqual(inits.map(({ credentials, redirect, referrerPolicy }) => [credentials, redirect, referrerPolicy]), [
    ["omit", "follow", "no-referrer"],
    ["omit", "manual", "no-referrer"],
  ]);
});

test("the proxy takes what is under its target, and nothing else", async () => {
  const urls: string[] = [];
  const fetch = (url: string) => {
    urls.push(url);
    return Promise.resolve(new Response("x"));
  };
  const proxy = new ProxyTransport(new URL("https://gw.example/v1/"), "/_gatepost/proxy/gw/", PAGE, fetch);
  const seen = await events(proxy, request("https://gw.example/v1/models?x=1"));
  assert.deepEqual(urls, ["http://docs.example/_gatepost/proxy/gw/models?x=1"]);
  assert.equal(seen[0]?.kind === "head" && seen[0].filtered, false);
  assert.deepEqual(kinds(await events(proxy, request("https://evil.example/v1/models"))), ["refused"]);
  assert.deepEqual(kinds(await events(proxy, request("https://gw.example/v10/models"))), ["refused"]);
});

test("cancelled before an answer", async () => {
  const abort = new AbortController();
  const fetch = () => {
    abort.abort();
    return Promise.reject(new DOMException("aborted", "AbortError"));
  };
  assert.deepEqual(kinds(await events(new FetchTransport(PAGE, fetch), request("http://gw.example/"), abort.signal)), ["cancelled"]);
});
