import { record } from "../../schema";
import type { Reply } from "../sent";
import { argumentLines, callArguments, literal } from "./python";
import type { Written } from "./written";

const MOST_NAMES = 20;

/** A file of pytest that sends the request again and expects what came back: status, type, and names of the JSON. */
export function pytestOf(request: Written, title: string, reply: Reply): string {
  const path = request.url.startsWith(request.base) ? request.url.slice(request.base.length) : "";
  const url = path ? `BASE + ${literal(path)}` : literal(request.url);
  const call = `httpx2.request(\n${argumentLines([literal(request.method), ...callArguments({ ...request, stream: false }, url)], "        ")}    )`;
  return [
    `"""${docstring(title)}, as the console sent it. Keys come from the environment."""`,
    "",
    "import os",
    "",
    "import httpx2",
    "",
    `BASE = os.environ.get("GATEWAY_URL", ${literal(request.base)})`,
    "",
    "",
    `def test_${slug(title)}() -> None:`,
    `    response = ${call}`,
    `    assert response.status_code == ${reply.status}, response.text`,
    ...expectations(reply).map(line => `    ${line}`),
    "",
  ].join("\n");
}

function expectations({ contentType, raw, cut }: Reply): readonly string[] {
  const type = (contentType.split(";")[0] ?? "").trim();
  const told = type ? [`assert response.headers["content-type"].startswith(${literal(type)})`] : [];
  if (!/json$/.test(type) || raw === undefined || cut) return told;
  const names = Object.keys(membersOf(raw) ?? {}).slice(0, MOST_NAMES);
  return names.length === 0 ? told : [...told, `assert {${names.map(literal).join(", ")}} <= response.json().keys()`];
}

function membersOf(raw: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(JSON.parse(raw));
  } catch {
    return undefined;
  }
}

function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("_").slice(0, 60) || "request";
}

function docstring(title: string): string {
  return title.replace(/[\\"\u0000-\u001f]/g, " ").trim() || "A request";
}
