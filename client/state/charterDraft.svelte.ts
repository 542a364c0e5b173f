import type { Charter, CharterDomain, CharterLine } from '../../shared/domain/charter.ts';
import { type CharterChange, charterDiff, domainKey } from '../../shared/domain/charterDiff.ts';
import { clashesOf, mergedCharter } from '../../shared/domain/charterMerge.ts';
import type { Line } from '../../shared/domain/line.ts';
import { standardCharter } from '../../shared/domain/standardCharter.ts';
import { type CharterReply, publishCharterSchema } from '../../shared/protocol/charter.ts';
import { request } from '../connection/http.ts';

const path = '/api/v1/charter';

export function readCharter(): Promise<CharterReply> {
  return request<CharterReply>(path);
}

/** Makes it the next version. Throws Refusal `charterChanged` when another was published since `basedOn`. */
export function publishCharter(
  charter: Charter,
  { basedOn, note }: { basedOn: number; note: string },
): Promise<CharterReply> {
  return request<CharterReply>(path, { method: 'POST', body: { basedOn, note, charter: wordsOf(charter) } });
}

/** Without its number, which publishing gives it. */
function wordsOf({ lines, domains, jump, parallelOwn, unanswered }: Charter): Omit<Charter, 'version'> {
  return { lines, domains, jump, parallelOwn, unanswered };
}

/** A charter as somebody is writing it; it outlives the page, so that looking something up elsewhere loses nothing. */
export class CharterDraft {
  #base: Charter;
  #charter = $state.raw<Charter>(standardCharter);
  /** Published by somebody else meanwhile. */
  #theirs = $state.raw<Charter>();

  constructor(base: Charter) {
    this.#base = base;
    this.#charter = base;
  }

  get charter(): Charter {
    return this.#charter;
  }

  /** The version that was begun with. */
  get basedOn(): number {
    return this.#base.version;
  }

  get changes(): readonly CharterChange[] {
    return charterDiff(this.#base, this.#charter);
  }

  get isDirty(): boolean {
    return this.changes.length > 0;
  }

  /** What somebody else has published since, beside what one is writing; undefined when nobody has. */
  get conflict():
    { readonly version: number; readonly changes: readonly CharterChange[]; clashes: number } | undefined {
    const theirs = this.#theirs;
    if (!theirs) return undefined;
    const fork = { base: this.#base, mine: this.#charter, theirs };
    return { version: theirs.version, changes: charterDiff(this.#base, theirs), clashes: clashesOf(fork) };
  }

  /** What is wrong with it, in a sentence; undefined when it can be published. */
  get problem(): string | undefined {
    const { lines, domains, unanswered } = this.#charter;
    if (lines.some(({ name }) => name.trim() === '')) return 'Every line needs a name.';
    if (unanswered.nextAfter < unanswered.nudgeAfter) {
      return 'The reminder has to come before the next one is asked.';
    }
    const twice = intentWithTwoPlaces(this.#charter);
    if (twice !== undefined) return `The intent “${twice}” is in two places: who owns it needs one answer.`;
    const keys = domains.map(domainKey);
    if (keys.some((key, index) => keys.indexOf(key) !== index)) return 'Two domains have the same name.';
    const body = { basedOn: this.basedOn, charter: wordsOf(this.#charter) };
    const isGood = publishCharterSchema.safeParse(body).success;
    return isGood ? undefined : 'Something here is too long, or a number is not a whole one from 1 on.';
  }

  change(changes: Partial<Omit<Charter, 'version'>>): void {
    this.#charter = { ...this.#charter, ...changes };
  }

  changeLine(line: Line, changes: Partial<CharterLine>): void {
    this.change({ lines: this.#charter.lines.map((one) => (one.line === line ? { ...one, ...changes } : one)) });
  }

  changeDomain(domain: string, changes: Partial<CharterDomain>): void {
    const { domains } = this.#charter;
    this.change({ domains: domains.map((one) => (one.domain === domain ? { ...one, ...changes } : one)) });
  }

  /** Says whether it was new. */
  addDomain(domain: string): boolean {
    const name = domain.trim();
    const { domains } = this.#charter;
    if (name === '' || domains.some((one) => domainKey(one) === name.toLowerCase())) return false;
    this.change({ domains: [...domains, { domain: name, intents: [], required: ['problem'] }] });
    return true;
  }

  removeDomain(domain: string): void {
    this.change({ domains: this.#charter.domains.filter((one) => one.domain !== domain) });
  }

  /** The charter in force, whenever it is known anew: without changes of one's own that is what one goes on from. */
  follow(inForce: Charter): void {
    if (inForce.version === this.#base.version) return;
    if (this.isDirty) this.#theirs = inForce;
    else this.begin(inForce);
  }

  /** One's own changes on top of theirs. */
  goOn(): void {
    const theirs = this.#theirs;
    if (!theirs) return;
    this.#charter = mergedCharter({ base: this.#base, mine: this.#charter, theirs });
    this.#base = theirs;
    this.#theirs = undefined;
  }

  /** Forgets what was written. */
  discard(): void {
    this.begin(this.#theirs ?? this.#base);
  }

  begin(base: Charter): void {
    this.#base = base;
    this.#charter = base;
    this.#theirs = undefined;
  }
}

function intentWithTwoPlaces({ lines, domains }: Charter): string | undefined {
  const all = [...lines, ...domains].flatMap(({ intents }) => intents);
  return all.find((one, index) => all.findIndex((other) => other.toLowerCase() === one.toLowerCase()) !== index);
}
