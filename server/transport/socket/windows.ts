import type { PersonId } from '../../../shared/domain/person.ts';
import type { PresenceTable } from '../../boards/presence.ts';
import type { Windows } from '../../notify/ports.ts';
import type { Client, Door } from './sockets.ts';

/** The pages that are open on this server, by person. */
export function windowsOf(door: Door, presence: PresenceTable): Windows {
  const of = (person: PersonId): Client[] =>
    [...door.sockets.sockets.values()].filter(({ data }) => data.principal.person.id === person);
  return {
    people: () => new Set([...door.sockets.sockets.values()].map(({ data }) => data.principal.person.id)),
    presentOn: (board) => presence.on(board),
    notified: (person, message) => {
      for (const client of of(person)) client.emit('notified', message);
    },
    changed: (person) => {
      for (const client of of(person)) client.emit('changed', { what: 'notifications' });
    },
  };
}
