import type { TriageCondition, TriageRule } from './triage.ts';
import type { Ticket } from './ticket.ts';

/** What a rule looks at in a new ticket. */
export interface Arriving extends Pick<Ticket, 'title' | 'intents' | 'priority'> {
  readonly description: string;
  readonly segment?: string | undefined;
  readonly product?: string | undefined;
}

/** What made a rule match, as the rule writes it. */
export type TriageMatch =
  | { readonly kind: 'intent' | 'segment' | 'product' | 'priority'; readonly value: string }
  | { readonly kind: 'word'; readonly value: string; readonly where: 'title' | 'description' };

/** Why the condition holds, a reason for each of its parts; undefined when it does not. Nothing given never holds. */
export function matchOf(when: TriageCondition, ticket: Arriving): readonly TriageMatch[] | undefined {
  const others = otherMatches(when, ticket);
  if (!others) return undefined;
  if (!isGiven(when.words)) return others.length > 0 ? others : undefined;
  const word = wordMatch(when.words, ticket);
  return word && [...others, word];
}

/** Whether it depends on the description: all else that is asked for is there, and the title has none of the words. */
export function needsDescription(when: TriageCondition, ticket: Omit<Arriving, 'description'>): boolean {
  if (!isGiven(when.words) || !otherMatches(when, ticket)) return false;
  return wordMatch(when.words, { title: ticket.title, description: '' }) === undefined;
}

/** In the order in which they are tried. */
export function rulesInOrder(rules: Iterable<TriageRule>): readonly TriageRule[] {
  return [...rules].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Whether a condition asks for anything at all. */
export function saysSomething({ intents, words, segments, products, priorities }: TriageCondition): boolean {
  return [intents, words, segments, products, priorities].some(isGiven);
}

/** Everything but the words; undefined when one of them does not hold. */
function otherMatches(when: TriageCondition, ticket: Omit<Arriving, 'description'>): TriageMatch[] | undefined {
  const { intents, segment, product, priority } = ticket;
  const parts = [
    { kind: 'intent', wanted: when.intents, has: intents },
    { kind: 'segment', wanted: when.segments, has: [segment ?? ''] },
    { kind: 'product', wanted: when.products, has: [product ?? ''] },
    { kind: 'priority', wanted: when.priorities, has: [priority] },
  ] as const;
  const matches: TriageMatch[] = [];
  for (const { kind, wanted, has } of parts) {
    if (!isGiven(wanted)) continue;
    const there = has.map(folded);
    const value = wanted.find((one) => there.includes(folded(one)));
    if (value === undefined) return undefined;
    matches.push({ kind, value });
  }
  return matches;
}

function wordMatch(
  words: readonly string[],
  { title, description }: Pick<Arriving, 'title' | 'description'>,
): TriageMatch | undefined {
  for (const where of ['title', 'description'] as const) {
    const text = folded(where === 'title' ? title : description);
    const value = words.find((word) => hasWord(text, folded(word)));
    if (value !== undefined) return { kind: 'word', value, where };
  }
  return undefined;
}

const letter = /[\p{L}\p{N}\p{M}]/u;
/** Written without gaps between words. */
const gapless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** `card` is not in `discarded`; what begins or ends with no letter, such as `C++`, needs no gap there. */
function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  const [gapBefore, gapAfter] = [needsGap(word.charAt(0)), needsGap(word.slice(-1))];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const isBegun = gapBefore && letter.test(text.charAt(at - 1));
    const goesOn = gapAfter && letter.test(text.charAt(at + word.length));
    if (!isBegun && !goesOn) return true;
  }
  return false;
}

function needsGap(edge: string): boolean {
  return letter.test(edge) && !gapless.test(edge);
}

/** The same for all spellings of a letter and any white space. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function isGiven(terms: readonly string[] | undefined): terms is readonly string[] {
  return terms !== undefined && terms.length > 0;
}
