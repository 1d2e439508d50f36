import { html, nothing, type TemplateResult } from "lit";
import { starter, withItem } from "../console/form";
import { array } from "../console/schema";
import type { FieldElement } from "./field";

const MOST_SHOWN = 50;

// One control picks all files of a list, as readers know it.
function filesControl(field: FieldElement, items: readonly unknown[], remove: unknown): TemplateResult {
  const pick = (event: Event) => field.tell([...((event.target as HTMLInputElement).files ?? [])]);
  const names = items.filter(item => item instanceof File).map(file => file.name);
  return html`<div class="gatepost-field">
    <label for=${field.controlId}>${field.heading()}</label>
    <div class="gatepost-field-control"><input type="file" multiple id=${field.controlId} @change=${pick} />${remove}</div>
    <p class="gatepost-hint" ?hidden=${names.length < 2}>${names.join(", ")}</p>
    <p class="gatepost-fault" ?hidden=${!field.fault}>${field.fault}</p>
  </div>`;
}

/** A list with a field for each item. */
export function arrayControl(field: FieldElement, remove: unknown): TemplateResult {
  const items = array(field.value);
  const schema = field.reader.items(field.schema);
  if (field.reader.kind(schema) === "file") return filesControl(field, items, remove);
  if (field.isAbsent) return field.absent();
  const add = () => field.tell([...items, starter(field.reader, schema) ?? null]);
  const hidden = items.length - MOST_SHOWN;
  return html`<fieldset class="gatepost-field-array">
    <legend>${field.heading()} ${remove}</legend>
    ${field.fault ? html`<p class="gatepost-fault">${field.fault}</p>` : nothing}
    <ol>
      ${items.slice(0, MOST_SHOWN).map((item, index) => {
        const name = `${field.label} ${index + 1}`;
        return html`<li>
          <gatepost-field
            .reader=${field.reader} .schema=${schema} .value=${item} .faults=${field.faults} .label=${name}
            .required=${true} .pointer=${`${field.pointer}/${index}`} .single=${field.single}
            .change=${(value: unknown) => field.tell(withItem(field.value, index, value ?? ""))}
            .removal=${() => field.tell(withItem(field.value, index, undefined))}
          ></gatepost-field>
        </li>`;
      })}
    </ol>
    ${hidden > 0 ? html`<p class="gatepost-hint">${hidden} more in the JSON view.</p>` : nothing}
    <button type="button" class="gatepost-quiet" id=${field.controlId} @click=${add} aria-label="Add to ${field.label}">Add</button>
  </fieldset>`;
}
