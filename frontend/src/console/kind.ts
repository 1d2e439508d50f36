import { essence, isJson, isText } from "./body";

/** What a body is, which decides how it is shown. */
export type BodyKind = "json" | "text" | "html" | "svg" | "image" | "audio" | "video" | "pdf" | "binary";

// Types by their first bytes, at the offset given: a reply's own word may be missing, too general, or a lie.
const SIGNATURES: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ["image/png", 0, "\x89PNG\r\n"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["image/avif", 4, "ftypavif"],
  ["application/pdf", 0, "%PDF-"],
  ["audio/wav", 8, "WAVE"],
  ["audio/mpeg", 0, "ID3"],
  ["audio/mpeg", 0, "\xff\xfb"],
  ["audio/mpeg", 0, "\xff\xf3"],
  ["audio/ogg", 0, "OggS"],
  ["audio/flac", 0, "fLaC"],
  ["video/mp4", 4, "ftyp"],
  ["video/webm", 0, "\x1a\x45\xdf\xa3"],
];

/** The type that the first bytes give away; empty where they are of none of the known ones. */
export function sniffed(beginning: Uint8Array): string {
  const fits = (offset: number, bytes: string): boolean =>
    [...bytes].every((character, index) => beginning[offset + index] === character.charCodeAt(0));
  return SIGNATURES.find(([, offset, bytes]) => fits(offset, bytes))?.[0] ?? "";
}

/** Tell what a body is: by its first bytes where they are known, else by its type. */
export function kindOf(contentType: string, beginning: Uint8Array): BodyKind {
  const found = sniffed(beginning);
  if (found) return pictured(found);
  const type = essence(contentType);
  if (isJson(type) && type !== "*/*") return "json";
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "image/svg+xml") return "svg";
  // Without a type, a NUL speaks against text.
  if (isText(type) || type === "") return beginning.includes(0) ? "binary" : "text";
  return "binary";
}

// Only types with known first bytes: what merely claims to be one is shown in hexadecimal.
function pictured(type: string): BodyKind {
  return type === "application/pdf" ? "pdf" : (type.slice(0, type.indexOf("/")) as BodyKind);
}
