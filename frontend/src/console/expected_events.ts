import type { EventLog } from "./event_log";
import { type Definitions, record, SchemaReader, typesOf } from "./schema";
import type { StreamEvent } from "./stream";
import { checkOf, type Faults } from "./validate";

/** Events that are compared: the first of a stream tell as much as all of them. */
export const MOST_EVENTS = 200;
const MOST_FAULTS = 50;

/** What events of a stream have that `itemSchema` (OpenAPI 3.2) does not allow, by `/NUMBER` of the event and place. */
export function faultsOfEvents(log: EventLog, schema: unknown, definitions: Definitions): Faults {
  const check = checkOf(schema, definitions, "writeOnly");
  const wrapped = dataOf(schema, definitions);
  const faults = new Map<string, string>();
  for (const event of log.slice(0, MOST_EVENTS)) {
    if (event.text.trim() === "[DONE]") continue;
    const value = wrapped ? whole(event, wrapped.text) : parsed(event.text);
    for (const [place, fault] of value === undefined ? [["", "It is no JSON."] as const] : check(value)) {
      if (faults.size < MOST_FAULTS) faults.set(`/${event.number}${place}`, fault);
    }
  }
  return faults;
}

// A schema may be that of the event, with its `data` inside, or of what the data says.
function dataOf(schema: unknown, definitions: Definitions): { readonly text: boolean } | undefined {
  const reader = new SchemaReader(definitions);
  const properties = record(reader.read(schema).properties);
  if (!properties || !Object.hasOwn(properties, "data")) return undefined;
  return { text: typesOf(reader.read(properties.data)).includes("string") };
}

function whole({ name, id, text }: StreamEvent, asText: boolean): unknown {
  const data = asText ? text : parsed(text);
  return { ...(name ? { event: name } : {}), ...(id ? { id } : {}), ...(data === undefined ? {} : { data }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
