import type { Person, Preset } from './person.ts';

export const capabilities = ['readBoards', 'workTickets', 'arrangeBoards', 'createBoards', 'importTickets'] as const;
export type Capability = (typeof capabilities)[number];

const presets: Record<Preset, readonly Capability[]> = {
  admin: capabilities,
  manager: capabilities,
  agent: capabilities,
  engineer: ['readBoards', 'workTickets'],
  specialist: ['readBoards', 'workTickets'],
  observer: ['readBoards'],
};

/** The one place that answers whether a person may do something; screens and doors ask the same question. */
export function can(person: Person, capability: Capability): boolean {
  return presets[person.preset].includes(capability);
}
