import { expect, test } from 'vitest';
import { type Action, can, capabilities, capabilitiesOf, presetCapabilities } from './permissions.ts';
import { type Person, presets } from './person.ts';
import type { Tag } from './tag.ts';
import { aTag } from '../../test/support/builders.ts';

const actions: readonly Action[] = [...capabilities, 'readTicket', 'answerTag', 'editProfile'];

/** Every preset, as a guest of the ticket and not: what it may do to the ticket and to somebody else's profile. */
const table: Record<string, readonly Action[]> = {
  agent: [
    ...(['readBoards', 'workTickets', 'investigate', 'arrangeBoards', 'createBoards', 'importTickets'] as const),
    ...(['readCustomers', 'readTicket'] as const),
  ],
  engineer: ['workShadowQueue'],
  specialist: [],
  manager: [
    ...(['readBoards', 'workTickets', 'investigate', 'arrangeBoards', 'createBoards', 'importTickets'] as const),
    ...(['arrangeWork', 'readCustomers', 'manageCustomers', 'readTicket'] as const),
  ],
  admin: [...capabilities, 'readTicket', 'editProfile'],
  observer: ['readBoards', 'readTicket'],
  machine: [],
};
const guestsToo: readonly Action[] = ['readTicket', 'investigate', 'answerTag'];

function somebody(preset: Person['preset'], more: Partial<Person> = {}): Person {
  return { id: 'eva', name: 'Eva', preset, hue: 0, ...more };
}
function tagOn(person: string): Tag {
  return aTag({ asked: [person] });
}

const cases = presets.flatMap((preset) =>
  actions.flatMap((action) => [
    { preset, action, guest: false, allowed: (table[preset] ?? []).includes(action) },
    { preset, action, guest: true, allowed: [...(table[preset] ?? []), ...guestsToo].includes(action) },
  ]),
);

test.each(cases)('$preset, guest: $guest, $action: $allowed', ({ preset, action, guest, allowed }) => {
  const ticket = { tags: guest ? [tagOn('bo'), tagOn('eva')] : [tagOn('bo')] };

  expect(can(somebody(preset), action, { ticket, person: 'bo' })).toBe(allowed);
});

test.each(presets)('%s who has left may do nothing, tagged or not', (preset) => {
  const left = somebody(preset, { left: true });

  const allowed = actions.filter((action) => can(left, action, { ticket: { tags: [tagOn('eva')] }, person: 'eva' }));

  expect(allowed).toEqual([]);
  expect(capabilitiesOf(left)).toEqual([]);
});

test('being tagged opens nothing that is not about that ticket', () => {
  expect(actions.filter((action) => can(somebody('specialist'), action))).toEqual([]);
});

test('what a person was given counts instead of the preset, in both directions', () => {
  const more = somebody('engineer', { capabilities: ['readBoards'] });
  const less = somebody('admin', { capabilities: [] });

  expect([can(more, 'readBoards'), can(more, 'workTickets')]).toEqual([true, false]);
  expect(actions.filter((action) => can(less, action))).toEqual([]);
});

test('everybody may edit their own profile, and who manages people everybody’s', () => {
  const own = presets.filter((preset) => can(somebody(preset), 'editProfile', { person: 'eva' }));
  const others = presets.filter((preset) => can(somebody(preset), 'editProfile', { person: 'bo' }));

  expect(own).toEqual(presets);
  expect(others).toEqual(['admin']);
});

test('an admin may do everything there is', () => {
  expect(presetCapabilities.admin).toEqual(capabilities);
});
