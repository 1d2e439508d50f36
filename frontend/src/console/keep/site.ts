import { SITE_ROOT } from "../../shared/site";
import { History } from "./history";

let made: History | undefined;

/** The history of this site: sites that share an origin have one each. */
export function history(): History {
  made ??= new History(local(), SITE_ROOT.pathname);
  return made;
}

function local(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
