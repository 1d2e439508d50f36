import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyForm, encodeBody } from "../../../frontend/src/console/body";
import { type ContractBody, readContractBody } from "../../../frontend/src/contract";

const body = (mediaType: string, more = {}): ContractBody => readContractBody({ mediaType, ...more });

for (const [mediaType, form] of [
  ["application/json", "json"],
  ["application/vnd.api+json; charset=utf-8", "json"],
  ["*/*", "json"],
  ["application/x-www-form-urlencoded", "form"],
  ["multipart/form-data", "multipart"],
  ["text/plain", "text"],
  ["application/xml", "xml"],
  ["application/soap+xml; charset=utf-8", "xml"],
  ["application/yaml", "text"],
  ["application/octet-stream", "file"],
  ["image/*", "file"],
] as const) {
  test(`${mediaType} is edited as ${form}`, () => assert.equal(bodyForm(mediaType), form));
}

test("a form repeats lists and writes objects as JSON, unless it is told how", () => {
  const value = { a: ["1", "2"], b: { c: 1 }, d: undefined, e: "x&y" };
  assert.equal(encodeBody(body("application/x-www-form-urlencoded"), value)?.content, "a=1&a=2&b=%7B%22c%22%3A1%7D&e=x%26y");
  const deep = body("application/x-www-form-urlencoded", { encodings: [{ propertyName: "b", style: "deepObject", explode: true }] });
  assert.equal(decodeURIComponent(String(encodeBody(deep, { b: { c: 1 } })?.content)), "b[c]=1");
});

test("multipart parts have their own types and cannot break out of their headers", async () => {
  const file = new File(["bytes"], 'a"\r\nb.txt', { type: "text/plain" });
  const made = encodeBody(body("multipart/form-data", { encodings: [{ propertyName: "note", contentType: "text/markdown" }] }), {
    file,
    note: "# hi",
    meta: { a: 1 },
    tags: ["x", "y"],
    "n\r\name": "v",
    none: undefined,
  });
  assert.ok(made?.content instanceof Blob);
  const boundary = /boundary=(.+)$/.exec(made.contentType)?.[1] ?? "";
  const parts = (await made.content.text()).split(`--${boundary}`).slice(1, -1).map(part => part.trim());
  assert.deepEqual(parts, [
    'Content-Disposition: form-data; name="file"; filename="a%22%0D%0Ab.txt"\r\nContent-Type: text/plain\r\n\r\nbytes',
    'Content-Disposition: form-data; name="note"\r\nContent-Type: text/markdown\r\n\r\n# hi',
    'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
    'Content-Disposition: form-data; name="tags"\r\n\r\nx',
    'Content-Disposition: form-data; name="tags"\r\n\r\ny',
    'Content-Disposition: form-data; name="n%0D%0Aame"\r\n\r\nv',
  ]);
});

test("files and texts leave as they are", () => {
  const file = new File(["x"], "x.png", { type: "image/png" });
  assert.deepEqual(encodeBody(body("image/*"), file), { content: file, contentType: "image/png" });
  assert.deepEqual(encodeBody(body("text/plain"), "hello"), { content: "hello", contentType: "text/plain" });
  assert.equal(encodeBody(body("text/plain"), undefined), undefined);
});

const partsOfContent = async (content: string | Blob | undefined, contentType: string): Promise<string[]> => {
  assert.ok(content instanceof Blob);
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? "";
  return (await content.text()).split(`--${boundary}`).slice(1, -1).map(part => part.trim());
};

test("parts carry the headers that the description gives them, and no line of their own", async () => {
  const encodings = [{ propertyName: "a", headers: [["X-Part", "1\r\nX-Evil: 2"], ["bad name", "x"]] }];
  const made = encodeBody(body("multipart/form-data", { encodings }), { a: "x" });
  assert.deepEqual(await partsOfContent(made?.content, made?.contentType ?? ""), ['Content-Disposition: form-data; name="a"\r\nX-Part: 1X-Evil: 2\r\n\r\nx']);
});

test("files of a list are a part each, places without a file none; a list may be joined", async () => {
  const encodings = [{ propertyName: "tags", style: "form", explode: false }];
  const file = new File(["x"], "x.txt");
  const made = encodeBody(body("multipart/form-data", { encodings }), { files: [file, null, file], tags: ["a", "b"], none: [] });
  const parts = await partsOfContent(made?.content, made?.contentType ?? "");
  assert.deepEqual(parts.map(part => /name="(\w+)"/.exec(part)?.[1]), ["files", "files", "tags"]);
  assert.ok(parts[2]?.endsWith("a,b"));
});

test("reserved characters of a form stay where the description allows them", () => {
  const encodings = [{ propertyName: "a", style: "form", explode: true, allowReserved: true }];
  assert.equal(encodeBody(body("application/x-www-form-urlencoded", { encodings }), { a: "x/y&z", b: "x/y" })?.content, "a=x/y%26z&b=x%2Fy");
});

test("JSON that was typed goes as it was typed", () => {
  const source = '{ "id": 12345678901234567890 }';
  assert.equal(encodeBody(body("application/json"), JSON.parse(source), {}, source)?.content, source);
});

test("the items of a list are parts by place, each in the encoding of its place (OpenAPI 3.2)", async () => {
  const encodings = { prefixEncodings: [{ contentType: "application/json", headers: [["X-Part", "meta"]] }], itemEncodings: [{ contentType: "image/png" }] };
  const file = new File(["png"], "a.png", { type: "image/png" });
  const made = encodeBody(body("multipart/mixed", encodings), [{ a: 1 }, file, undefined, new File(["more"], "b", { type: "" })]);
  assert.ok(made?.content instanceof Blob);
  const boundary = /^multipart\/mixed; boundary=(.+)$/.exec(made.contentType)?.[1] ?? "";
  const parts = (await made.content.text()).split(`--${boundary}`).slice(1, -1).map(part => part.trim());
  assert.deepEqual(parts, [
    'Content-Type: application/json\r\nX-Part: meta\r\n\r\n{"a":1}',
    'Content-Disposition: attachment; filename="a.png"\r\nContent-Type: image/png\r\n\r\npng',
    'Content-Disposition: attachment; filename="b"\r\nContent-Type: image/png\r\n\r\nmore',
  ]);
  const bare = encodeBody(body("multipart/mixed"), ["text"]);
  assert.ok(bare?.content instanceof Blob);
  assert.match(await bare.content.text(), /^--[^\r]+\r\n\r\ntext\r\n--/);
});
