import { type Contract, type ContractScheme, readContractScheme } from "../contract";
import { array, record, text } from "./schema";

/** Schemes that the configuration adds, by a key that no description has. */
export type AddedSchemes = Readonly<Record<string, ContractScheme>>;

/** Read them of `site.json`. */
export function readSchemes(wire: unknown): AddedSchemes {
  return Object.fromEntries(
    array(record(wire)?.schemes).flatMap(item => {
      const scheme = record(item);
      return scheme ? [[`site:${text(scheme.name)}`, readContractScheme(scheme)] as const] : [];
    }),
  );
}

/** The contract with those schemes as its first alternatives: what it declares itself, or that it needs none, stays. */
export function withSchemes(contract: Contract, added: AddedSchemes): Contract {
  const keys = Object.keys(added);
  if (keys.length === 0) return contract;
  const own = contract.security.length > 0 ? contract.security : [[]];
  const security = [...keys.map(key => [{ key, scopes: [] }]), ...own];
  return { ...contract, security, schemes: { ...contract.schemes, ...added } };
}
