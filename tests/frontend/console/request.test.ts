import assert from "node:assert/strict";
import { test } from "node:test";
import { authorize } from "../../../frontend/src/console/auth";
import { headerRefusal, type Prepared, prepare } from "../../../frontend/src/console/request";
import { contractOf, parameter, SCHEMES } from "./contracts";

const BASE = new URL("https://gw.example/base/");
const NOBODY = { headers: [], query: [], troubles: [], secret: false };

function prepared(wire: Readonly<Record<string, unknown>>, parameters: Readonly<Record<string, unknown>> = {}, body?: unknown): Prepared {
  const contract = contractOf(wire);
  return prepare(contract, { parameters, mediaType: contract.bodies[0]?.mediaType ?? "", body }, BASE, NOBODY);
}

const fatal = ({ troubles }: Prepared) => troubles.filter(trouble => trouble.fatal).map(trouble => trouble.field);

test("path, query, headers and body come together", () => {
  const { outgoing, troubles } = prepared(
    {
      parameters: [parameter("path", "id", { required: true }), parameter("query", "tag"), parameter("header", "x-trace")],
      bodies: [{ mediaType: "application/json" }],
      responses: [{ status: "200", mediaTypes: ["text/event-stream", "application/json"] }],
    },
    { "path:id": "a/b", "query:tag": ["x", "y"], "header:x-trace": "t" },
    { hello: "wörld" },
  );
  assert.deepEqual(troubles, []);
  assert.equal(outgoing.url, "https://gw.example/base/v1/things/a%2Fb?tag=x&tag=y");
  assert.deepEqual(outgoing.headers, [
    ["Accept", "text/event-stream, application/json, */*;q=0.1"],
    ["x-trace", "t"],
    ["Content-Type", "application/json"],
  ]);
  assert.equal(outgoing.body, '{"hello":"wörld"}');
});

test("what is left empty is left out, and what is required is told", () => {
  const { outgoing, troubles } = prepared({
    path: "/v1/things",
    parameters: [parameter("query", "tag"), parameter("query", "page", { required: true })],
    bodies: [{ mediaType: "application/json" }],
    bodyRequired: true,
  });
  assert.equal(outgoing.url, "https://gw.example/base/v1/things");
  assert.equal(outgoing.body, undefined);
  assert.deepEqual(troubles.map(({ field, fatal: stops }) => [field, stops]), [["query:page", false], ["body", false]]);
});

test("a path parameter cannot be left out", () => {
  assert.deepEqual(fatal(prepared({ parameters: [parameter("path", "id", { required: true })] })), ["path:id"]);
});

test("a path value never climbs", () => {
  const wire = { parameters: [parameter("path", "id", { required: true })] };
  const climbing = prepared(wire, { "path:id": "../../admin" });
  assert.equal(new URL(climbing.outgoing.url).pathname, "/base/v1/things/..%2F..%2Fadmin");
  assert.deepEqual(fatal(climbing), []);
  for (const value of ["..", "."]) assert.deepEqual(fatal(prepared(wire, { "path:id": value })), ["path:id"]);
  assert.equal(new URL(prepared(wire, { "path:id": "%2e%2e" }).outgoing.url).pathname, "/base/v1/things/%252e%252e");
});

test("headers: line breaks refused, forbidden names left out", () => {
  const wire = { path: "/", parameters: [parameter("header", "x-note"), parameter("header", "Host")] };
  assert.deepEqual(fatal(prepared(wire, { "header:x-note": "a\r\nx-evil: 1" })), ["header:x-note"]);
  const forbidden = prepared(wire, { "header:Host": "evil.example" });
  assert.deepEqual(fatal(forbidden), []);
  assert.match(forbidden.troubles[0]?.message ?? "", /Browsers set “Host” themselves/);
  assert.deepEqual(forbidden.outgoing.headers, [["Accept", "*/*"]]);
  assert.equal(headerRefusal("x-ok", "latin é"), undefined);
  assert.match(headerRefusal("x ok", "")?.message ?? "", /not a header name/);
  assert.match(headerRefusal("x-ok", "日本")?.message ?? "", /Latin-1/);
});

test("a cookie is explained and left out", () => {
  const { outgoing, troubles } = prepared({ path: "/", parameters: [parameter("cookie", "sid")] }, { "cookie:sid": "1" });
  assert.match(troubles[0]?.message ?? "", /cookie/);
  assert.deepEqual(outgoing.headers.map(([name]) => name), ["Accept"]);
});

test("a header parameter replaces one of ours, whatever its case", () => {
  const wire = { path: "/", parameters: [parameter("header", "accept")] };
  assert.deepEqual(prepared(wire, { "header:accept": "text/csv" }).outgoing.headers, [["accept", "text/csv"]]);
});

test("keys go in last, and mark the request as one that follows no redirect", () => {
  const contract = contractOf({ path: "/v1/x?fixed=1", method: "get", schemes: SCHEMES, bodies: [{ mediaType: "application/json" }] });
  const uses = [{ key: "query", scopes: [] }, { key: "bearer", scopes: [] }];
  const authorization = authorize(contract, uses, { query: { secret: "a b" }, bearer: { secret: "t" } });
  const { outgoing } = prepare(contract, { parameters: {}, mediaType: "application/json", body: {} }, BASE, authorization);
  assert.equal(outgoing.url, "https://gw.example/base/v1/x?fixed=1&key=a%20b");
  assert.equal(outgoing.method, "GET");
  assert.equal(outgoing.body, undefined);
  assert.ok(outgoing.secret);
});

test("cookies go to the page's own origin only, and only where they can be carried", () => {
  const contract = contractOf({ path: "/", parameters: [parameter("cookie", "sid")] });
  const to = (value: unknown) => prepare(contract, { parameters: { "cookie:sid": value }, mediaType: "", body: undefined }, BASE, NOBODY, "");
  assert.deepEqual(to("a;b").outgoing.cookies, [["sid", "a%3Bb"]]);
  const raw = contractOf({ path: "/", parameters: [parameter("cookie", "sid", { style: "cookie" })] });
  const broken = prepare(raw, { parameters: { "cookie:sid": "a; Domain=evil.example" }, mediaType: "", body: undefined }, BASE, NOBODY, "");
  assert.deepEqual([broken.outgoing.cookies, fatal(broken)], [undefined, ["cookie:sid"]]);
});

test("a parameter that is the whole query", () => {
  const whole = (contentType: string) => ({ path: "/", parameters: [parameter("querystring", "filter", { style: "", contentType })] });
  const value = { a: ["x", "y"], b: "&" };
  assert.equal(prepared(whole("application/x-www-form-urlencoded"), { "querystring:filter": value }).outgoing.url, "https://gw.example/base/?a=x&a=y&b=%26");
  assert.equal(prepared(whole("application/json"), { "querystring:filter": [1] }).outgoing.url, "https://gw.example/base/?%5B1%5D");
});

test("an XML body is made of the form, or goes as it was typed", () => {
  const wire = { path: "/", bodies: [{ mediaType: "application/xml", schema: { $ref: "#/$defs/Pet" } }], defs: { Pet: { type: "object", properties: { id: { type: "integer", xml: { attribute: true } } } } } };
  assert.equal(prepared(wire, {}, { id: 1 }).outgoing.body, '<?xml version="1.0" encoding="UTF-8"?>\n<Pet id="1"/>');
  assert.equal(prepared(wire, {}, "<mine/>").outgoing.body, "<mine/>");
});

test("a key in a cookie goes to the page's own origin, elsewhere it is told why not", () => {
  const contract = contractOf({ path: "/", schemes: SCHEMES });
  const authorization = authorize(contract, [{ key: "cookie", scopes: [] }], { cookie: { secret: "canary" } });
  const draft = { parameters: {}, mediaType: "", body: undefined };
  assert.deepEqual(prepare(contract, draft, BASE, authorization, "").outgoing.cookies, [["sid", "canary"]]);
  const elsewhere = prepare(contract, draft, BASE, authorization);
  assert.equal(elsewhere.outgoing.cookies, undefined);
  assert.match(elsewhere.troubles[0]?.message ?? "", /cookie “sid” is left out.*another origin/);
  assert.equal(elsewhere.troubles[0]?.field, "auth:cookie");
});

test("a value may be empty where the contract allows it, and is left out until the reader says so", () => {
  const wire = { path: "/v1/things", parameters: [parameter("query", "flag", { required: true, allowEmptyValue: true }), parameter("query", "q", { required: true })] };
  const empty = prepared(wire, { "query:flag": "", "query:q": "" });
  assert.ok(empty.outgoing.url.endsWith("?flag=&q="));
  assert.deepEqual(empty.troubles.map(trouble => trouble.field), ["query:q"]);
  assert.deepEqual(prepared(wire).troubles.map(trouble => trouble.field), ["query:flag", "query:q"]);
});
