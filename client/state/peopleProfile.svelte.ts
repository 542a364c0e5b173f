import { type Hours, type Person, type Profile, type Skill, emptyProfile } from '../../shared/domain/person.ts';
import { type AvatarReply, profileSchema } from '../../shared/protocol/people.ts';
import { request, sentenceFor } from '../connection/http.ts';

/** What a profile page edits: everything but the picture, which takes effect at once. */
export type ProfileDraft = Omit<Profile, 'avatar'> & { readonly name: string };

type FieldName = 'name' | 'hours' | 'quiet' | 'loadCap' | 'timeZone' | 'form';

/** Somebody's profile while it is edited: what is typed, whether that differs from what is saved, what is wrong with it. */
export class ProfileForm {
  readonly person: string;
  #saved = $state.raw<ProfileDraft>(draftOf(undefined));
  #draft = $state.raw<ProfileDraft>(draftOf(undefined));
  #problems = $state.raw<Partial<Record<FieldName, string>>>({});
  #isBusy = $state(false);

  constructor(person: Person) {
    this.person = person.id;
    this.#saved = draftOf(person);
    this.#draft = this.#saved;
  }

  get draft(): ProfileDraft {
    return this.#draft;
  }

  /** Worked out whenever it is asked: the form outlives the page that made it, and what is derived would not. */
  get isDirty(): boolean {
    return !isSame(this.#draft, this.#saved);
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get problems(): Partial<Record<FieldName, string>> {
    return this.#problems;
  }

  change(changes: Partial<ProfileDraft>): void {
    this.#draft = { ...this.#draft, ...changes };
    this.#problems = {};
  }

  discard(): void {
    this.#draft = this.#saved;
    this.#problems = {};
  }

  /** Somebody changed the person elsewhere: what is not being edited here follows. */
  follow(person: Person): void {
    const saved = draftOf(person);
    if (isSame(saved, this.#saved)) return;
    if (!this.isDirty) this.#draft = saved;
    this.#saved = saved;
  }

  /** Resolves to what was saved before, to go back to; undefined when it could not be saved. */
  async save(): Promise<ProfileDraft | undefined> {
    const before = this.#saved;
    this.#problems = problemsIn(this.#draft);
    if (this.#isBusy || Object.keys(this.#problems).length > 0) return undefined;
    this.#isBusy = true;
    try {
      const { person } = await sendProfile(this.person, this.#draft);
      this.#saved = draftOf(person);
      this.#draft = this.#saved;
      return before;
    } catch (reason) {
      this.#problems = { form: sentenceFor(reason) };
      return undefined;
    } finally {
      this.#isBusy = false;
    }
  }
}

export function sendProfile(person: string, draft: ProfileDraft): Promise<AvatarReply> {
  return request<AvatarReply>(`/api/v1/people/${encodeURIComponent(person)}/profile`, { method: 'POST', body: draft });
}

export function draftOf(person: Person | undefined): ProfileDraft {
  const {
    skills,
    domains,
    languages,
    timeZone,
    workingHours: working,
    quietHours,
    loadCap,
  } = person?.profile ?? emptyProfile;
  const name = person?.name ?? '';
  const workingHours = working && { days: working.days, from: working.from, to: working.to };
  return { name, skills, domains, languages, timeZone, workingHours, quietHours, loadCap };
}

export function withSkill(skills: readonly Skill[], added: Skill): readonly Skill[] {
  const others = skills.filter(({ name }) => name.toLowerCase() !== added.name.toLowerCase());
  return added.name === '' ? skills : [...others, added];
}

function problemsIn(draft: ProfileDraft): Partial<Record<FieldName, string>> {
  const { name, workingHours, quietHours, loadCap } = draft;
  const problems: Partial<Record<FieldName, string>> = {};
  if (name.trim() === '') problems.name = 'Type the name your colleagues know you by.';
  if (!isWhole(workingHours)) problems.hours = 'Say from when to when.';
  else if (workingHours?.days.length === 0) problems.hours = 'Choose at least one day.';
  if (!isWhole(quietHours)) problems.quiet = 'Say from when to when.';
  if (!isLoadCap(loadCap)) problems.loadCap = 'A whole number from 1 to 500, or nothing for no limit.';
  const isGood = Object.keys(problems).length > 0 || profileSchema.safeParse(draft).success;
  return isGood ? problems : { form: 'Something here is too long or not as it should be.' };
}

function isWhole(hours: Hours | null): boolean {
  return hours === null || (hours.from !== '' && hours.to !== '');
}

function isLoadCap(loadCap: number | null): boolean {
  return loadCap === null || (Number.isInteger(loadCap) && loadCap >= 1 && loadCap <= 500);
}

/** Field by field, in the order of draftOf. */
function isSame(one: ProfileDraft, other: ProfileDraft): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
