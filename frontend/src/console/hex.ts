const ROW = 16;

/** Bytes as rows of offset, hexadecimal and characters. */
export function hexRows(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = [...bytes.subarray(at, at + ROW)];
    const hex = row.map(byte => byte.toString(16).padStart(2, "0")).join(" ");
    const shown = row.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
    rows.push(`${at.toString(16).padStart(6, "0")}  ${hex.padEnd(ROW * 3 - 1)}  ${shown}`);
  }
  return rows.join("\n");
}
