import type { Contract } from "../../contract";
import { withMember } from "../form";
import type { Draft } from "../request";
import { array, record, type Schema, SchemaReader, text } from "../schema";
import { schemasAt } from "../suggest";

/** What stands in place of a secret where something has to. */
export const REDACTED = "REDACTED";

const HEADER =
  /^(cookie|set-cookie)$|(^|[-_])(authorization|auth|api[-_]?key|(?<!idempotency[-_])key|token|secret|password|credentials?)$/i;
const NAME =
  /^(x[-_])?(api[-_]?key|(access|auth|refresh|id|session|bearer|security)[-_]?token|token|password|passwd|passphrase|(client|shared|webhook|signing)[-_]?secret|secret([-_]?key)?|private[-_]?key|authorization|credentials?)$/i;
// A shorter one would be found in ordinary words.
const SHORTEST = 4;
const DEEPEST = 40;

/** A draft that may leave the page, and the names of what was taken out of it. */
export interface Cleared {
  readonly draft: Draft;
  readonly left: readonly string[];
}

/** Whether a header of this name carries a key. */
export function isSecretHeader(name: string): boolean {
  return HEADER.test(name);
}

/**
 * Take everything secret out of a draft: cookies, headers and properties named like keys, what a scheme of the
 * contract carries, what a schema marks as password, any text that holds one of `known`, and files, which are the
 * reader's own, unless `files` are wanted.
 */
export function withoutSecrets(contract: Contract, draft: Draft, known: readonly string[], files = false): Cleared {
  const reader = new SchemaReader(contract.defs);
  const left: string[] = [];
  const parameters = Object.fromEntries(
    Object.entries(draft.parameters).filter(([key, value]) => {
      const secret = isSecretParameter(contract, reader, key) || holds(value, known);
      if (secret) left.push(key.slice(key.indexOf(":") + 1));
      return !secret;
    }),
  );
  const schema = contract.bodies.find(item => item.mediaType === draft.mediaType)?.schema;
  const clear = new Clearing(reader, reader.read(schema), known, left, files);
  return { draft: { parameters, mediaType: draft.mediaType, body: clear.value(draft.body, draft.body, []) }, left };
}

/** A text with every known secret in it replaced, as it is or as URLs, JSON and base64 have it. */
export function scrubbed(source: string, known: readonly string[]): string {
  return formsOf(known).reduce((scrubbed, secret) => scrubbed.replaceAll(secret, REDACTED), source);
}

function formsOf(known: readonly string[]): readonly string[] {
  const forms = known
    .filter(secret => secret.length >= SHORTEST)
    .flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function isSecretParameter(contract: Contract, reader: SchemaReader, key: string): boolean {
  const at = key.indexOf(":");
  const [location, name] = [key.slice(0, at), key.slice(at + 1)];
  const parameter = contract.parameters.find(item => item.location === location && item.name === name);
  const schemes = Object.values(contract.schemes);
  return (
    location === "cookie" ||
    (location === "header" ? isSecretHeader(name) : NAME.test(name)) ||
    schemes.some(scheme => scheme.parameterName.toLowerCase() === name.toLowerCase()) ||
    (parameter !== undefined && isPassword(reader.read(parameter.schema)))
  );
}

function isPassword(schema: Schema): boolean {
  return schema.format === "password";
}

function holds(value: unknown, known: readonly string[]): boolean {
  const written = text(value) || (JSON.stringify(value) ?? "");
  return formsOf(known).some(secret => written.includes(secret));
}

/** Walks a body beside its schema. */
class Clearing {
  constructor(
    private readonly reader: SchemaReader,
    private readonly schema: Schema,
    private readonly known: readonly string[],
    private readonly left: string[],
    private readonly files: boolean,
  ) {}

  value(value: unknown, whole: unknown, path: readonly string[]): unknown {
    if (value instanceof Blob) return this.files ? value : this.#leave(path, "file");
    if (typeof value === "string") return holds(value, this.known) ? this.#leave(path, "") : value;
    if (path.length > DEEPEST) return this.#leave(path, "");
    if (Array.isArray(value)) {
      return array(value)
        .map((item, index) => this.value(item, whole, [...path, String(index)]))
        .filter(item => item !== undefined);
    }
    const members = record(value);
    if (!members) return value;
    return Object.entries(members).reduce((made: Readonly<Record<string, unknown>>, [name, member]) => {
      const place = [...path, name];
      const secret = typeof member === "string" && (NAME.test(name) || this.#isMarked(whole, place));
      return withMember(made, name, secret ? this.#leave(place, "") : this.value(member, whole, place));
    }, {});
  }

  #isMarked(whole: unknown, path: readonly string[]): boolean {
    return schemasAt(this.reader, this.schema, whole, path).some(isPassword);
  }

  #leave(path: readonly string[], otherwise: string): undefined {
    this.left.push(path.join(".") || otherwise || "body");
    return undefined;
  }
}
