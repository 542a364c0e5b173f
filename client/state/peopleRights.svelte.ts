import { type Capability, can, capabilitiesOf, presetCapabilities } from '../../shared/domain/permissions.ts';
import type { Person, Preset } from '../../shared/domain/person.ts';
import { differenceFromPreset } from './capabilityWords.ts';

type Rights = Pick<Person, 'preset' | 'capabilities'>;

/** What somebody may do while it is edited: a preset, and what is more or less than that. */
export class RightsForm {
  #saved = $state.raw<Rights>({ preset: 'agent' });
  #preset = $state<Preset>('agent');
  #chosen = $state.raw<readonly Capability[]>([]);
  readonly #difference = $derived(differenceFromPreset(this.#preset, this.#chosen));
  readonly #isDirty = $derived(this.#preset !== this.#saved.preset || !isSameSet(this.#chosen, rightsOf(this.#saved)));

  constructor(rights: Rights) {
    this.#take(rights);
  }

  get preset(): Preset {
    return this.#preset;
  }

  /** Choosing a preset takes back what was changed by hand. */
  set preset(preset: Preset) {
    this.#preset = preset;
    this.#chosen = presetCapabilities[preset];
  }

  get chosen(): readonly Capability[] {
    return this.#chosen;
  }

  /** In the order of all capabilities. */
  set chosen(chosen: readonly Capability[]) {
    this.#chosen = chosen;
  }

  get difference(): ReturnType<typeof differenceFromPreset> {
    return this.#difference;
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  discard(): void {
    this.#take(this.#saved);
  }

  /** Somebody changed it elsewhere: shows, unless it is being edited here. */
  follow(rights: Rights): void {
    if (this.#isDirty) this.#saved = rights;
    else this.#take(rights);
  }

  /** What to ask the server for: exactly the preset, or the list that differs from it. */
  get change(): { readonly preset: Preset; readonly capabilities: readonly Capability[] | null } {
    const { more, less } = this.#difference;
    return { preset: this.#preset, capabilities: more.length + less.length === 0 ? null : this.#chosen };
  }

  #take(rights: Rights): void {
    this.#saved = rights;
    this.#preset = rights.preset;
    this.#chosen = rightsOf(rights);
  }
}

/** Nobody gives, or takes from somebody else, what they may not do themselves. */
export function mayGive(giver: Person, rights: Rights): boolean {
  const own = capabilitiesOf(giver);
  return rightsOf(rights).every((one) => own.includes(one));
}

/** Without this person nobody could let anybody in any more. */
export function isLastAdmin(person: Person, people: Iterable<Person>): boolean {
  if (!can(person, 'managePeople')) return false;
  return ![...people].some((other) => other.id !== person.id && can(other, 'managePeople'));
}

function rightsOf({ preset, capabilities: own }: Rights): readonly Capability[] {
  return own ?? presetCapabilities[preset];
}

function isSameSet(one: readonly Capability[], other: readonly Capability[]): boolean {
  return one.length === other.length && one.every((capability) => other.includes(capability));
}
