/** What a spreadsheet would run, or take for the sign that it must not. */
const formula = /^'*[=+\-@\t\r\n]/;

/** The text of a cell in a file that we give away: what a spreadsheet would take for a formula gets a ' in front. */
export function guardedCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What a cell said before it was guarded. */
export function unguardedCell(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
