import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { withMember } from "../console/form";
import { record, type Schema } from "../console/schema";
import type { FieldElement } from "./field";

type Property = readonly [string, Schema];

/** Required members and those with a value first, the others on demand. */
export function objectControl(field: FieldElement, remove: unknown): TemplateResult {
  if (field.isAbsent) return field.absent();
  const members = record(field.value) ?? {};
  const properties = field.reader.properties(field.schema);
  // What the reader is filling in stays where it is; a value that comes from elsewhere may bring members up.
  if (field.fromOutside) {
    for (const [name] of properties) if (Object.hasOwn(members, name)) field.shown.add(name);
  }
  const first = properties.filter(([name]) => field.requires(name) || field.shown.has(name));
  const rest = properties.filter(property => !first.includes(property));
  const part = ([name, schema]: Property) => html`<gatepost-field
    .reader=${field.reader} .schema=${schema} .value=${Object.hasOwn(members, name) ? members[name] : undefined}
    .faults=${field.faults} .label=${name} .required=${field.requires(name)} .single=${field.single}
    .pointer=${`${field.pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`}
    .change=${(value: unknown) => field.tell(withMember(field.value, name, value))}
  ></gatepost-field>`;
  const key = ([name]: Property) => name;
  const other = Object.keys(members).filter(name => !properties.some(([known]) => known === name));
  return html`<fieldset class="gatepost-field-object">
    <legend>${field.heading()} ${remove}</legend>
    ${field.fault ? html`<p class="gatepost-fault">${field.fault}</p>` : nothing}
    ${repeat(first, key, part)}
    ${rest.length === 0 ? nothing : more(rest, part)}
    ${other.length === 0 ? nothing : html`<p class="gatepost-hint">Also sent, though the schema has no field for it: ${other.join(", ")}.</p>`}
  </fieldset>`;
}

function more(rest: readonly Property[], part: (property: Property) => TemplateResult): TemplateResult {
  const label = `${rest.length} optional ${rest.length === 1 ? "field" : "fields"}`;
  return html`<gatepost-more .label=${label} .content=${() => repeat(rest, ([name]) => name, part)}></gatepost-more>`;
}
