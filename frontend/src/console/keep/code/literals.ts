/** A string in double quotes by rules that Go, Java, C#, JavaScript and Python share: those of JSON. */
export function doubleQuoted(text: string): string {
  // Halves of a pair have no escape in Go; next line and the separators end a line in C#.
  return JSON.stringify(
    text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD"),
  ).replace(/[\u0085\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A string in single quotes as PHP and Ruby read it: nothing but the quote and the backslash has a meaning. */
export function singleQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
