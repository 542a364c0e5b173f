import { Refusal } from '../../shared/domain/refusals.ts';
import { shortestPassword } from '../../shared/protocol/people.ts';
import { commonPasswords, commonWords, keyboardRuns } from './passwordsKnown.ts';

const longestPassword = 256;
/** Fewer letters than this beside what anybody would guess first are no secret. */
const fewestOwn = 6;

/**
 * Length, and nothing anybody would guess first: no rules of composition, which make passwords alike. Throws Refusal
 * `passwordNotAccepted` with a `reason`.
 */
export function assertGoodPassword(password: string, owner: { name: string; email?: string | undefined }): void {
  const reason = whyNot(password, owner);
  if (reason !== undefined) throw new Refusal('passwordNotAccepted', { reason });
}

function whyNot(password: string, { name, email = '' }: { name: string; email?: string | undefined }) {
  const { length } = Array.from(password);
  if (length < shortestPassword) {
    return `It has ${String(length)} characters; at least ${String(shortestPassword)} are needed. A few words in a row do.`;
  }
  if (length > longestPassword) return `It has more than ${String(longestPassword)} characters.`;
  const plain = folded(password);
  if (new Set(plain).size < 5 || ownLength(withoutRuns(plain)) < fewestOwn) {
    return 'It repeats or continues the same few characters.';
  }
  if (commonPasswords.has(plain) || commonPasswords.has(password.toLowerCase())) {
    return 'It is among the passwords that are tried first everywhere.';
  }
  const personal = wordsOf(`${name} ${email.replace(/[.@_+-]+/g, ' ')}`).filter((word) => word.length >= 3);
  if (ownLength(without(plain, [...personal, 'swarmboard', 'swarm', 'board'])) < fewestOwn) {
    return 'It is mostly your name, your e-mail address or the name of this product.';
  }
  if (ownLength(without(withoutRuns(plain), [...personal, ...commonWords])) < fewestOwn) {
    return 'It is made of what is tried first everywhere: common words, years and rows of keys.';
  }
  return undefined;
}

const looksLike: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', $: 's', '!': 'i' };

/** As a guesser folds it: small letters, and the usual replacements undone where they stand between letters. */
function folded(text: string): string {
  const small = text.normalize('NFKC').toLowerCase();
  return small.replace(/(?<=\p{L})[@430$!](?=[\p{L}@30$])|^[@$](?=\p{L})/gu, (sign) => looksLike[sign] ?? sign);
}

function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function without(text: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), text);
}

/** Without repetitions (aaaa, abcabcabc), sequences (3456, cdef) and rows of keys (qwertz). */
function withoutRuns(text: string): string {
  const unrepeated = text.replace(/(.{1,8}?)\1{2,}/gu, '$1').replace(/^(.+)\1$/u, '$1');
  return without(withoutSequences(unrepeated), keyboardRuns);
}

function withoutSequences(text: string): string {
  const points = Array.from(text).map((sign) => sign.codePointAt(0) ?? 0);
  const inRun = new Set<number>();
  points.forEach((point, index) => {
    const step = (points[index + 1] ?? 0) - point;
    if (Math.abs(step) <= 1 && (points[index + 2] ?? 0) - (points[index + 1] ?? 0) === step) {
      for (const place of [index, index + 1, index + 2]) inRun.add(place);
    }
  });
  return Array.from(text)
    .filter((_sign, index) => !inRun.has(index))
    .join('');
}

/** Years, spaces and signs do not count: everybody puts them at the end. */
function ownLength(text: string): number {
  return Array.from(text.replace(/(19|20)\d\d/g, '').replace(/[\s\p{P}\p{S}]/gu, '')).length;
}
