import type { Person, PersonId, Preset } from './person.ts';
import { openTagOf } from './tag.ts';
import type { Ticket } from './ticket.ts';

/** Everything a person may be allowed to do, in the order and words of the settings page. */
export const capabilities = [
  'readBoards',
  'workTickets',
  'investigate',
  'workShadowQueue',
  'arrangeBoards',
  'createBoards',
  'importTickets',
  'arrangeWork',
  'readCustomers',
  'manageCustomers',
  'managePeople',
  'manageMachines',
  'readAudit',
  'eraseCustomers',
] as const;
export type Capability = (typeof capabilities)[number];

const agent: readonly Capability[] = [
  'readBoards',
  'workTickets',
  'investigate',
  'arrangeBoards',
  'createBoards',
  'importTickets',
  'readCustomers',
];

/**
 * What each preset allows; a person may be given more or less. Engineers and specialists see what they are tagged on, and
 * engineers what is suspected to be a bug.
 */
export const presetCapabilities: Readonly<Record<Preset, readonly Capability[]>> = {
  agent,
  engineer: ['workShadowQueue'],
  specialist: [],
  manager: [...agent, 'arrangeWork', 'manageCustomers'],
  admin: capabilities,
  observer: ['readBoards'],
  machine: [],
};

/**
 * Beyond the capabilities: `readTicket` (with its document, timeline and files), `answerTag` and `editProfile` are about
 * one ticket or person.
 */
export type Action = Capability | 'readTicket' | 'answerTag' | 'takeBug' | 'editProfile';

/** What an action is done to, where that matters. */
export interface Subject {
  readonly ticket?: Pick<Ticket, 'tags' | 'bug'>;
  readonly person?: PersonId;
}

/** The one place that answers whether a person may do something; screens and doors ask the same question. */
export function can(person: Person, action: Action, subject: Subject = {}): boolean {
  if (person.left) return false;
  switch (action) {
    case 'readTicket':
      return has(person, 'readBoards') || isGuest(person, subject) || mayTakeBug(person, subject);
    case 'investigate':
      return has(person, 'investigate') || isGuest(person, subject);
    case 'answerTag':
      return isGuest(person, subject);
    case 'takeBug':
      return mayTakeBug(person, subject);
    case 'editProfile':
      return has(person, 'managePeople') || subject.person === person.id;
    default:
      return has(person, action);
  }
}

/** What a person may do whatever it is done to. */
export function capabilitiesOf(person: Person): readonly Capability[] {
  return person.left ? [] : (person.capabilities ?? presetCapabilities[person.preset]);
}

function has(person: Person, capability: Capability): boolean {
  return capabilitiesOf(person).includes(capability);
}

function mayTakeBug(person: Person, { ticket }: Subject): boolean {
  return ticket?.bug !== undefined && has(person, 'workShadowQueue');
}

/** Somebody who is tagged on a ticket is in its room until the tag is returned or somebody removes them. */
function isGuest(person: Person, { ticket }: Subject): boolean {
  return ticket !== undefined && openTagOf(ticket, person.id) !== undefined;
}
