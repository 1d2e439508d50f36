import { html, nothing, type TemplateResult } from "lit";
import { starter } from "../console/form";
import { record } from "../console/schema";
import type { FieldElement } from "./field";

/** An object with names of the reader's choice. */
export function mapControl(field: FieldElement, remove: unknown): TemplateResult {
  if (field.isAbsent) return field.absent();
  const entries = Object.entries(record(field.value) ?? {});
  const schema = field.reader.mapValues(field.schema);
  const tell = (next: readonly (readonly [string, unknown])[]) => field.tell(Object.fromEntries(next));
  const replaced = (at: number, entry: readonly [string, unknown]) =>
    tell(entries.map((old, index) => (index === at ? entry : old)));
  const add = () => tell([...entries, [freeName(entries), starter(field.reader, schema) ?? ""]]);
  return html`<fieldset class="gatepost-field-map">
    <legend>${field.heading()} ${remove}</legend>
    ${field.fault ? html`<p class="gatepost-fault">${field.fault}</p>` : nothing}
    <ul>
      ${entries.map(([name, value], index) => {
        const rename = (event: Event) => replaced(index, [(event.target as HTMLInputElement).value, value]);
        return html`<li>
          <input type="text" .value=${name} aria-label="Name in ${field.label}" @change=${rename} />
          <gatepost-field
            .reader=${field.reader} .schema=${schema} .value=${value} .faults=${field.faults} .label=${name || "value"}
            .required=${true} .pointer=${`${field.pointer}/${name}`}
            .change=${(next: unknown) => replaced(index, [name, next ?? ""])} .inner=${true}
            .removal=${() => tell(entries.filter((_, at) => at !== index))}
          ></gatepost-field>
        </li>`;
      })}
    </ul>
    <button type="button" class="gatepost-quiet" id=${field.controlId} aria-label="Add to ${field.label}" @click=${add}>Add</button>
  </fieldset>`;
}

function freeName(entries: readonly (readonly [string, unknown])[]): string {
  const taken = new Set(entries.map(([name]) => name));
  let count = 1;
  while (taken.has(`name${count}`)) count += 1;
  return `name${count}`;
}
