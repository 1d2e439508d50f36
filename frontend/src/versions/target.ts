/** A version as the build tells of it; `folder` is below the root of the site, empty for the current one. */
export interface Version {
  readonly label: string;
  readonly title: string;
  readonly status: string;
  readonly date?: string;
  readonly aliases?: readonly string[];
  readonly folder: string;
}

/** `assets/gatepost/versions.json`: pages that are elsewhere in another version, by labels and path. */
export interface Told {
  readonly versions: readonly Version[];
  /** Folders whose pages every version has of its own. */
  readonly trees: readonly string[];
  readonly elsewhere: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

/** Where this page is in a version, relative to the root of the site, and whether the reader is there. */
export interface Target {
  readonly path: string;
  readonly isHere: boolean;
}

/** Find the page for an address relative to the root of the site: the same place, where it moved, or why it is gone. */
export function target(told: Told, here: string, version: Version): Target {
  const [, page = "", rest = ""] = /^([^?#]*)(.*)$/.exec(here) ?? [];
  const path = page.replace(/index\.html$/, "");
  const from = told.versions.find(one => one.folder && path.startsWith(one.folder)) ?? current(told);
  const own = path.slice(from.folder.length);
  const isHere = from === version;
  if (!told.trees.includes(own.split("/", 1)[0] ?? "")) {
    // A guide, or a page of changes: there is one for all versions.
    return { path: version.folder ? `${version.folder}${told.trees[0] ?? ""}/` : path, isHere };
  }
  if (isHere) return { path: path + hash(rest), isHere };
  const moved = told.elsewhere[from.label]?.[version.label]?.[own];
  if (moved?.startsWith("/")) return { path: moved.slice(1), isHere };
  return { path: version.folder + (moved ?? own) + hash(rest), isHere };
}

function current(told: Told): Version {
  return told.versions.find(one => !one.folder) as Version;
}

function hash(rest: string): string {
  return rest.includes("#") ? rest.slice(rest.indexOf("#")) : "";
}
