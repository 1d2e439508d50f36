import { SITE_ROOT } from "../shared/site";
import { fragmentOf } from "./keep/share";
import { loadConsole } from "./load";
import { placesOf, valuesIn } from "./said";
import { record } from "./schema";

/** The fragment that opens a console with the values that a question names. Rejects where there is no contract. */
export async function fillLink(contract: string, question: string): Promise<string> {
  const state = await loadConsole(new URL(contract, SITE_ROOT).href);
  const places = placesOf(state.contract, state.schemas);
  let { parameters, body } = state.draft;
  for (const [key, value] of valuesIn(question, places)) {
    const path = places.find(place => place.key === key)?.path;
    if (path) body = withValue(body, path, value);
    else parameters = { ...parameters, [key]: value };
  }
  return fragmentOf({ operation: state.contract.address, draft: { ...state.draft, parameters, body }, left: [] });
}

/** A copy of a value with another at the end of a path; what is no object on the way becomes one. */
export function withValue(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const members = record(whole) ?? {};
  return { ...members, [name]: withValue(members[name], rest, value) };
}
