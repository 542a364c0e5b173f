/** The longest text that goes into the notes as it is; a longer one is better cut or attached. In characters. */
export const longestPaste = 200_000;

const machineLines: readonly RegExp[] = [
  /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^\s*\[?\d\d:\d\d:\d\d/,
  /^\s*\[?\d{1,2}\/\w{3}\/\d{4}[ :]\d\d:\d\d/,
  /^[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d /,
  /\b(ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b/,
  /^\s*[\w.-]+=\S+\s+[\w.-]+=\S+/,
  /^\s*"[\w.$-]+":\s/,
  /^\s*[{}[\]]+,?\s*$/,
  /^[<>*] \S/,
  /^(GET|POST|PUT|PATCH|DELETE|HEAD) \/\S* ?/,
  /^HTTP\/[\d.]+ \d{3}/,
];

const stackFrames: readonly RegExp[] = [
  /^\s+at .+[:(]/,
  /^\s*File ".+", line \d+/,
  /^\s+from .+:\d+:in /,
  /^Traceback \(most recent call last\)/,
  /^(Caused by|Exception in thread)\b/,
  /^goroutine \d+ \[/,
];

/** Logs, stack traces, requests and JSON lose their meaning as paragraphs: they are pasted as a code block. */
export function looksLikeLog(text: string): boolean {
  const lines = text.trim().split('\n');
  if (lines.length < 2) return false;
  if (lines.some((line) => stackFrames.some((frame) => frame.test(line)))) return true;
  if (lines.length >= 3 && isJson(text)) return true;
  const machine = lines.filter((line) => machineLines.some((form) => form.test(line))).length;
  return (machine >= 2 && machine / lines.length >= 0.3) || isLongAndNotProse(lines);
}

// eslint-disable-next-line no-control-regex -- the colour codes of terminals start with a control character
const terminalCodes = /\u001b\[[\d;]*m/g;

/** Windows line ends and the colour codes of terminals mean nothing in the notes. */
export function cleanLog(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(terminalCodes, '').replace(/\n+$/, '');
}

const notOurs = /(?:[\s/]|(?<=["']))(?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi;

/**
 * Pasted markup brings styles and handlers along. Our content security policy keeps all of them from working; here they
 * are taken out so that it has nothing to complain about. The editor ignores titles, and what is in them.
 */
export function contentOnly(html: string): string {
  return html
    .replaceAll(/<base\b[^<>]*>/gi, '')
    .replaceAll(/<(\/?)style\b[^<>]*>/gi, '<$1title>')
    .replaceAll(/<[a-z][^<>]*/gi, (tag) => tag.replaceAll(notOurs, ''));
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function isLongAndNotProse(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  const sentences = written.filter((line) => /[.!?…:"')]\s*$/.test(line) || line.length > 160).length;
  return written.length >= 25 && written.length / lines.length > 0.9 && sentences / written.length < 0.25;
}
