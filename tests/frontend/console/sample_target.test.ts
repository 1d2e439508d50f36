import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentOf, outgoingOf } from "../../../frontend/src/console/sample_target";
import type { ConsoleState } from "../../../frontend/src/console/state";

type State = Pick<ConsoleState, "contract" | "base" | "authorization">;

const SERVER = { url: "https://{region}.gateway.example/api", description: "", variables: [] };

function state(headers: [string, string][] = [], query: [string, string][] = [], servers = [SERVER]): State {
  return {
    contract: { servers } as unknown as State["contract"],
    base: { ok: true, url: new URL("https://org.example/repo/sandbox") },
    authorization: { headers, query, troubles: [], secret: true },
  };
}

const asked = (url: string, headers: [string, string][] = [], body = "") => ({
  method: "POST",
  url,
  headers,
  body: new TextEncoder().encode(body),
});

test("the environment holds words that stand for keys", () => {
  const source = `os.environ["GATEWAY_API_KEY"] + os.getenv('OTHER') + os.environ.get("THIRD")`;
  assert.deepEqual(environmentOf(source), {
    GATEWAY_API_KEY: "gatepost-key-GATEWAY_API_KEY",
    OTHER: "gatepost-key-OTHER",
    THIRD: "gatepost-key-THIRD",
  });
});

test("a request goes to the target, wherever the sample says that its gateway is", async () => {
  for (const host of ["eu.gateway.example", "us.gateway.example"]) {
    const sent = outgoingOf(asked(`https://${host}/api/v1/chat?x=1`, [["accept", "*/*"]], "{}"), state());
    assert.ok("url" in sent);
    assert.equal(sent.url, "https://org.example/repo/sandbox/v1/chat?x=1");
    assert.deepEqual(sent.headers, [["accept", "*/*"]]);
    assert.equal(await (sent.body as Blob).text(), "{}");
  }
});

test("a sample whose server is relative, has a variable for all of it, or is not named is known by what was written", () => {
  const variable = { name: "base", default: "https://api.gateway.example", enum: [], description: "" };
  const cases: [typeof SERVER[], string][] = [
    [[{ ...SERVER, url: "/v2" }], "https://gateway.example.com/v2/things"],
    [[{ ...SERVER, url: "{base}/v2", variables: [variable] as never }], "https://api.gateway.example/v2/things"],
    [[], "https://gateway.example.com/things"],
  ];
  for (const [servers, url] of cases) {
    const sent = outgoingOf(asked(url), state([], [], servers));
    assert.equal("url" in sent && sent.url, "https://org.example/repo/sandbox/things", url);
    assert.ok("refused" in outgoingOf(asked("https://elsewhere.example/things"), state([], [], servers)));
  }
});

test("nothing but the gateway is called", () => {
  const others = [
    "https://elsewhere.example/v1",
    "https://gateway.example/api/v1",
    "https://a@evil.example/.gateway.example/api/v1",
    "https://evil.example:1.gateway.example/api",
    "https://eu.gateway.example/apix",
    "https://eu.gateway.example/api/../admin",
    "https://eu.gateway.example/api/%2e%2e/admin",
    "https://eu.gateway.example.evil.example/api",
    "http://eu.gateway.example/api",
    "file:///etc/passwd",
    "not a url",
  ];
  for (const url of others) assert.ok("refused" in outgoingOf(asked(url), state()), url);
  const anywhere = { ...SERVER, url: "{base}" };
  assert.ok("refused" in outgoingOf(asked("https://elsewhere.example/v1"), state([], [], [anywhere])));
});

test("the console's header takes the place of one that holds the word for a key", () => {
  const word = "gatepost-key-GATEWAY_API_KEY";
  const known: [string, string][] = [["Authorization", "Bearer sk-real"]];
  const url = "https://eu.gateway.example/api/v1";
  const sent = (headers: [string, string][], own = known) => {
    const outgoing = outgoingOf(asked(url, headers), state(own));
    assert.ok("headers" in outgoing);
    return outgoing.headers;
  };
  assert.deepEqual(sent([["authorization", `Bearer ${word}`], ["x-one", "1"]]), [...known, ["x-one", "1"]]);
  assert.deepEqual(sent([["authorization", `Basic ${btoa(`${word}:${word}`)}`]]), known);
  assert.deepEqual(sent([["authorization", "Basic !"], ["x-api-key", word]]), [["authorization", "Basic !"]]);
  assert.deepEqual(sent([["authorization", `Bearer ${word}`]], []), []);
  assert.deepEqual(sent([["authorization", "Bearer own"]]), [["authorization", "Bearer own"]]);
});

test("a key of the query is put in, or left out where there is none", () => {
  const url = "https://eu.gateway.example/api/v1?a=1&key=gatepost-key-GATEWAY_API_KEY";
  const sent = outgoingOf(asked(url), state([], [["key", "s&k"]]));
  assert.equal("url" in sent && sent.url, "https://org.example/repo/sandbox/v1?a=1&key=s%26k");
  const bare = outgoingOf(asked(url.replace("a=1&", "")), state());
  assert.equal("url" in bare && bare.url, "https://org.example/repo/sandbox/v1");
});

test("without a target nothing is sent", () => {
  const none: State = { ...state(), base: { ok: false, message: "Give the base URL of the gateway." } };
  assert.deepEqual(outgoingOf(asked("https://eu.gateway.example/api"), none), {
    refused: "Give the base URL of the gateway.",
  });
});
