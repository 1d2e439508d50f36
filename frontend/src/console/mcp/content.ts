import { record, text } from "../schema";
import type { Message } from "./protocol";

/** A piece of a result, by how it can be shown. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly mimeType: string }
  | { readonly kind: "image" | "audio"; readonly source: string; readonly bytes: Bytes }
  | { readonly kind: "file"; readonly bytes: Bytes }
  | { readonly kind: "link"; readonly uri: string; readonly title: string; readonly description: string }
  | { readonly kind: "unknown"; readonly value: Message; readonly why: string };

/** Bytes that came in Base64. */
export interface Bytes {
  readonly base64: string;
  readonly mimeType: string;
}

// What browsers draw without running anything in it. SVG would be drawn so too, yet is a document: it is saved instead.
const PICTURES = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const SOUNDS = /^audio\/(wav|x-wav|mpeg|mp3|mp4|aac|ogg|webm|flac)$/;

/** Read a content block of a tool or prompt. */
export function pieceOf(block: Message): Piece {
  switch (block.type) {
    case "text":
      return { kind: "text", text: text(block.text), mimeType: "" };
    case "image":
    case "audio":
      return bytesPiece(text(block.data), text(block.mimeType), block);
    case "resource":
      return contentsPiece(record(block.resource) ?? {});
    case "resource_link":
      return {
        kind: "link",
        uri: text(block.uri),
        title: text(block.title) || text(block.name) || text(block.uri),
        description: text(block.description),
      };
    default:
      return { kind: "unknown", value: block, why: `A block of the type “${text(block.type)}”.` };
  }
}

/** Read the contents of a resource: text as it is, all else as bytes. */
export function contentsPiece(contents: Message): Piece {
  const mimeType = text(contents.mimeType);
  if (typeof contents.blob === "string") return bytesPiece(contents.blob, mimeType, contents);
  return { kind: "text", text: text(contents.text), mimeType };
}

function bytesPiece(base64: string, mimeType: string, block: Message): Piece {
  const bytes = { base64: base64.replace(/\s+/g, ""), mimeType: mimeType.trim().toLowerCase() };
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bytes.base64)) {
    return { kind: "unknown", value: block, why: "Its data is no Base64." };
  }
  const source = `data:${bytes.mimeType};base64,${bytes.base64}`;
  if (PICTURES.test(bytes.mimeType)) return { kind: "image", source, bytes };
  if (SOUNDS.test(bytes.mimeType)) return { kind: "audio", source, bytes };
  return { kind: "file", bytes };
}

export function byteCount({ base64 }: Bytes): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}

/** The bytes without their type: what is saved is not opened as a page of this site. */
export function blobOf({ base64 }: Bytes): Blob {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  return new Blob([bytes], { type: "application/octet-stream" });
}

/** Whether a text looks written in Markdown: marks that plain words do not have. */
export function isMarkdown(source: string, mimeType: string): boolean {
  if (/^text\/(x-)?markdown/i.test(mimeType)) return true;
  if (mimeType && !/^text\/plain/i.test(mimeType)) return false;
  return /^#{1,6} \S|^\s*[-*+] \S|^\s*\d+\. \S|^```|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\(\S+\)|^\|.+\|$/m.test(source);
}

/** The value of a text that is a JSON object or list; undefined otherwise. */
export function jsonIn(source: string): unknown {
  if (!/^\s*[{[]/.test(source) || source.length > 2_000_000) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
