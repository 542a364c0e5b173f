/**
 * The text of an indented template literal: indentation and outer blank lines dropped, wrapped lines joined. Lines that
 * are indented further, list items and blank lines keep their place.
 */
export function prose(literal: string): string {
  const lines = dedented(literal);
  const joined: string[] = [];
  for (const line of lines) {
    const previous = joined.at(-1);
    if (previous === undefined || previous === '' || isPreformatted(previous) || startsAnew(line)) joined.push(line);
    else joined[joined.length - 1] = `${previous} ${line}`;
  }
  return joined.join('\n');
}

/** The lines of an indented template literal without the indentation they share. */
export function dedented(literal: string): string[] {
  const lines = literal.split('\n').map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  // A literal that starts on the line of its backtick has its first line unindented.
  const rest = literal.startsWith('\n') ? lines : lines.slice(1);
  const depth = Math.min(...rest.filter((line) => line !== '').map((line) => line.length - line.trimStart().length));
  return lines.map((line, index) => (index === 0 && !literal.startsWith('\n') ? line : line.slice(depth)));
}

function startsAnew(line: string): boolean {
  return line === '' || isPreformatted(line) || /^(- |\d+\. )/.test(line);
}

function isPreformatted(line: string): boolean {
  return line.startsWith('  ');
}
