import type { Outgoing } from "./outgoing";

const SECONDS = 60;

/** Where cookies are kept: the document, or a stand-in for it. */
export interface Jar {
  cookie: string;
}

/** Set the cookies of one request, for its path alone; returns what takes them away again. */
export function placeCookies({ url, cookies = [] }: Outgoing, jar: Jar = document): () => void {
  const path = pathOf(url);
  const write = (name: string, value: string, age: number) => {
    jar.cookie = `${name}=${value}; Path=${path}; SameSite=Strict; Max-Age=${age}`;
  };
  for (const [name, value] of cookies) write(name, value, SECONDS);
  return () => {
    for (const [name] of cookies) write(name, "", 0);
  };
}

// A semicolon would end the attribute: then the folder around it has to do.
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  const [before, after] = pathname.split(";");
  return after === undefined ? pathname : (before ?? "").replace(/[^/]*$/, "");
}
