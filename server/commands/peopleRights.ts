import { type Capability, capabilitiesOf, presetCapabilities } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';

type Rights = Pick<Person, 'preset' | 'capabilities'>;

/** Whoever can start programs on the server's own store may do everything. */
export const commandLinePerson: Person = { id: 'commandLine', name: 'Command line', preset: 'admin', hue: 0 };

/** Whom the log names where the server itself has done something. */
export const serverId = 'server';

/** What somebody with these rights may do while they are here. */
function rightsOf({ preset, capabilities }: Rights): readonly Capability[] {
  return capabilities ?? presetCapabilities[preset];
}

/** Nobody gives, or takes from another, what they do not have themselves. Self is always within. */
export function mayGive(giver: Person, rights: Rights): boolean {
  const own = capabilitiesOf(giver);
  return rightsOf(rights).every((capability) => own.includes(capability));
}

/** Throws Refusal `notAllowed` with a `reason`. */
export function assertMayGive(giver: Person, rights: Rights): void {
  if (mayGive(giver, rights)) return;
  throw new Refusal('notAllowed', {
    reason: 'Nobody can give rights, or manage people with rights, they lack themselves.',
  });
}
