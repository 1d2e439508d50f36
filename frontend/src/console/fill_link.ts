import { SITE_ROOT } from "../shared/site";
import { fragmentOf } from "./keep/share";
import { loadConsole } from "./load";
import { IN_BODY, placesOf, valuesIn } from "./said";
import { record } from "./schema";

/** The fragment that opens a console with the values that a question names. Rejects where there is no contract. */
export async function fillLink(contract: string, question: string): Promise<string> {
  const state = await loadConsole(new URL(contract, SITE_ROOT).href);
  const values = [...valuesIn(question, placesOf(state.contract, state.schemas))];
  const inBody = values.flatMap(([key, value]) =>
    key.startsWith(IN_BODY) ? [[key.slice(IN_BODY.length), value]] : [],
  );
  const parameters = values.filter(([key]) => !key.startsWith(IN_BODY));
  const { draft } = state;
  const body = inBody.length > 0 ? { ...record(draft.body), ...Object.fromEntries(inBody) } : draft.body;
  const filled = { ...draft, parameters: { ...draft.parameters, ...Object.fromEntries(parameters) }, body };
  return fragmentOf({ operation: state.contract.address, draft: filled, left: [] });
}
