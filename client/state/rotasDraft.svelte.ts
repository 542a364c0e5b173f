import type { Rota, Shift } from '../../shared/domain/rota.ts';
import { sentenceFor } from '../connection/http.ts';
import { type RotaFields, saveRota } from './rotas.ts';

export interface RotaProblems {
  name?: string;
  domain?: string;
  shifts?: string;
  startsOn?: string;
  form?: string;
}

/** A rota as somebody changes it: what they have not touched follows what is saved meanwhile. */
export class RotaDraft {
  readonly #saved: () => Rota;
  #changes = $state.raw<Partial<RotaFields>>({});
  #isBusy = $state(false);
  #tried = $state(false);
  #refused = $state<string>();
  readonly #now = $derived.by(() => fieldsOf({ ...this.#saved(), ...this.#changes }));
  readonly #isDirty = $derived.by(() => JSON.stringify(this.#now) !== JSON.stringify(fieldsOf(this.#saved())));

  constructor(saved: () => Rota) {
    this.#saved = saved;
  }

  get now(): RotaFields {
    return this.#now;
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What is wrong, once somebody has tried to save. */
  get problems(): RotaProblems {
    const found = this.#tried ? problemsOf(this.#now) : {};
    return this.#refused === undefined ? found : { ...found, form: this.#refused };
  }

  change(changes: Partial<RotaFields>): void {
    this.#changes = { ...this.#changes, ...changes };
    this.#refused = undefined;
  }

  changeShift(index: number, shift: Shift): void {
    this.change({ shifts: this.#now.shifts.map((one, at) => (at === index ? shift : one)) });
  }

  addShift(): void {
    const last = this.#now.shifts.at(-1) ?? { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
    this.change({ shifts: [...this.#now.shifts, last] });
  }

  removeShift(index: number): void {
    this.change({ shifts: this.#now.shifts.filter((_shift, at) => at !== index) });
  }

  /** To this place among the members; beyond the ends is at them. */
  moveMember(member: string, to: number): void {
    const others = this.#now.members.filter((one) => one !== member);
    this.change({ members: [...others.slice(0, Math.max(0, to)), member, ...others.slice(Math.max(0, to))] });
  }

  addMember(member: string): void {
    if (!this.#now.members.includes(member)) this.change({ members: [...this.#now.members, member] });
  }

  removeMember(member: string): void {
    this.change({ members: this.#now.members.filter((one) => one !== member) });
  }

  discard(): void {
    this.#changes = {};
    this.#refused = undefined;
    this.#tried = false;
  }

  /** The rota as it is then; undefined when it could not be saved. */
  async save(): Promise<Rota | undefined> {
    this.#tried = true;
    if (Object.keys(problemsOf(this.#now)).length > 0) return undefined;
    this.#isBusy = true;
    try {
      const rota = await saveRota({ ...this.#now, id: this.#saved().id });
      this.discard();
      return rota;
    } catch (reason) {
      this.#refused = sentenceFor(reason);
      return undefined;
    } finally {
      this.#isBusy = false;
    }
  }
}

function problemsOf({ name, serves, shifts, startsOn }: RotaFields): RotaProblems {
  const hasDays = shifts.length > 0 && shifts.every(({ days }) => days.length > 0);
  const hasTimes = shifts.every(({ from, to }) => from !== '' && to !== '');
  return {
    ...(name.trim() === '' && { name: 'Give it a name.' }),
    ...(serves.kind === 'domain' && serves.domain.trim() === '' && { domain: 'Say which domain.' }),
    ...(!(hasDays && hasTimes) && { shifts: 'Every shift needs a day, a beginning and an end.' }),
    ...(startsOn === '' && { startsOn: 'Say from which date.' }),
  };
}

/** In one order, so that two can be compared. */
function fieldsOf({ name, kind, serves, timeZone, shifts, members, turns, startsOn }: RotaFields): RotaFields {
  return { name, kind, serves, timeZone, shifts, members, turns, startsOn };
}
