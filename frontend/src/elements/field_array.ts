import { html, nothing, type TemplateResult } from "lit";
import { starter, withItem } from "../console/form";
import { array } from "../console/schema";
import type { FieldElement } from "./field";

const MOST_SHOWN = 50;

/** A list with a field for each item. */
export function arrayControl(field: FieldElement, remove: unknown): TemplateResult {
  if (field.isAbsent) return field.absent();
  const items = array(field.value);
  const schema = field.reader.items(field.schema);
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
