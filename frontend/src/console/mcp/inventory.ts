import { array, record, text } from "../schema";
import type { McpClient } from "./client";
import type { Message } from "./protocol";

/** What a server lists now against what the page was made from. */
export interface Difference {
  /** `tools`, `prompts`, `resources` or `resourceTemplates`. */
  readonly list: string;
  readonly count: number;
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

type Known = Readonly<Record<string, readonly string[]>>;

const LISTS = [
  ["tools", "tools/list", "name", "tools"],
  ["prompts", "prompts/list", "name", "prompts"],
  ["resources", "resources/list", "uri", "resources"],
  ["resourceTemplates", "resources/templates/list", "uriTemplate", "resources"],
] as const;

/** List all that a server offers, as far as it says to have such lists; nothing is called. Throws Fault. */
export async function inventory(client: McpClient, known: Known): Promise<Message> {
  const { capabilities } = await client.connect();
  const differences: Difference[] = [];
  for (const [list, method, key, capability] of LISTS) {
    const before = known[list] ?? [];
    const offered = record(capabilities[capability]) !== undefined || (list === "tools" && before.length > 0);
    if (!offered && before.length === 0) continue;
    const now = offered ? (await client.list(method, list)).map(entry => text(entry[key])) : [];
    differences.push({
      list,
      count: now.length,
      added: now.filter(name => !before.includes(name)),
      gone: before.filter(name => !now.includes(name)),
    });
  }
  return { differences };
}

export function differencesOf(result: Message): readonly Difference[] {
  return array(result.differences) as readonly Difference[];
}
