import type { Board } from '../../../shared/domain/board.ts';
import type { Entry } from '../../../shared/domain/entry.ts';
import type { AccessEvent, OrganisationEvent } from '../../../shared/domain/events.ts';
import { can } from '../../../shared/domain/permissions.ts';
import { changesWhoIsIn } from '../../../shared/domain/roomEvents.ts';
import type { Person, PersonId } from '../../../shared/domain/person.ts';
import { type Acquaintances, acquaintancesOf, asSeenBy, peopleIn, peopleOn } from '../../queries/peopleFor.ts';
import type { Inside } from '../doors.ts';
import { type Changed, changedForAccess, changedForBoard, changedForOrganisation, concerns } from './changed.ts';
import type { Client } from './sockets.ts';

interface Listening {
  /** The list of people as it was told last. */
  told: string;
  /** One at a time: an older answer must not come after a newer one. */
  turn: Promise<void>;
}

/** What each person is told besides boards: whom they may know of, that their rooms changed, which pages to ask again. */
export class PersonalNews {
  readonly #inside: Inside;
  readonly #clients = new Map<Client, Listening>();
  /** Those who do not know everybody, with whom they know of: only they are looked at with every entry. */
  readonly #guests = new Map<Client, ReadonlySet<PersonId>>();

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  /** Returns when the newcomer was told whom they may know of. */
  welcome(client: Client): Promise<void> {
    const listening: Listening = { told: '', turn: Promise.resolve() };
    this.#clients.set(client, listening);
    this.#guests.set(client, new Set());
    client.on('disconnect', () => {
      this.#clients.delete(client);
      this.#guests.delete(client);
    });
    return this.#tellPeople(client, listening);
  }

  organisationChanged(entries: readonly Entry<OrganisationEvent>[]): void {
    const changed = changedForOrganisation(entries);
    for (const [client, listening] of this.#clients) {
      if (changed.some(({ what }) => what === 'people')) void this.#tellPeople(client, listening);
      this.#tellChanged(client, changed);
    }
  }

  accessChanged(entries: readonly Entry<AccessEvent>[]): void {
    const changed = changedForAccess(entries);
    for (const client of this.#clients.keys()) this.#tellChanged(client, changed);
  }

  /** The board as it was before the entries, and as it is after them. */
  boardChanged(entries: readonly Entry[], { before, after: board }: { before: Board; after: Board }): void {
    const moved = retagged(entries, [before, board]);
    if (moved.size > 0) this.#tellRooms(moved);
    const changed = changedForBoard(entries, [before, board]);
    if (changed.length > 0) for (const client of this.#clients.keys()) this.#tellChanged(client, changed);
    this.#tellGuests(entries, { moved, board });
  }

  #tellGuests(entries: readonly Entry[], { moved, board }: { moved: ReadonlySet<PersonId>; board: Board }): void {
    const isRequeued = entries.some(changesShadowQueue);
    for (const [client, known] of this.#guests) {
      const listening = this.#clients.get(client);
      const person = this.#personOf(client);
      if (!listening || !person) continue;
      const isMoved = moved.has(person.id) || (isRequeued && can(person, 'workShadowQueue'));
      if (isMoved || this.#meetsSomebodyNew(person, { known, entries, board })) {
        void this.#tellPeople(client, listening);
      }
    }
  }

  #tellRooms(retagged: ReadonlySet<PersonId>): void {
    for (const client of this.#clients.keys()) {
      if (retagged.has(client.data.principal.person.id)) client.emit('rooms');
    }
  }

  #meetsSomebodyNew(
    person: Person,
    { known, entries, board }: { known: ReadonlySet<PersonId>; entries: readonly Entry[]; board: Board },
  ): boolean {
    return entries.some(({ events }, index) =>
      events.some((event) => {
        if (!('ticketId' in event)) return false;
        const ticket = board.tickets.get(event.ticketId);
        if (!ticket || !can(person, 'readTicket', { ticket })) return false;
        const entry = entries[index];
        const met = [...peopleOn(ticket), ...(entry ? peopleIn(entry, ticket.id) : [])];
        return met.some((one) => !known.has(one));
      }),
    );
  }

  #tellPeople(client: Client, listening: Listening): Promise<void> {
    listening.turn = listening.turn
      .then(async () => {
        const person = this.#personOf(client);
        if (!person) return;
        const { people, boards, store } = this.#inside;
        const known = await acquaintancesOf({ boards, log: store.log }, person);
        this.#remember(client, known);
        const list = asSeenBy(people, person, known);
        const told = JSON.stringify(list);
        if (told === listening.told) return;
        listening.told = told;
        client.emit('people', { people: list });
      })
      .catch((reason: unknown) => {
        this.#inside.report(reason, 'telling people of each other');
      });
    return listening.turn;
  }

  #remember(client: Client, known: Acquaintances): void {
    if (known === 'everybody') this.#guests.delete(client);
    else if (this.#clients.has(client)) this.#guests.set(client, known);
  }

  #tellChanged(client: Client, changed: readonly Changed[]): void {
    const person = this.#personOf(client);
    if (!person) return;
    const concerned = changed.filter((one) => concerns(one, person)).map(({ what }) => what);
    for (const what of new Set(concerned)) client.emit('changed', { what });
  }

  #personOf(client: Client): Person | undefined {
    const person = this.#inside.people.state.people.get(client.data.principal.person.id);
    return person?.left ? undefined : person;
  }
}

/** Whoever was asked by a tag of these tickets before or is now. */
function retagged(entries: readonly Entry[], boards: readonly Board[]): ReadonlySet<PersonId> {
  const tickets = entries.flatMap(({ events }) => events.filter(changesWhoIsIn).map(({ ticketId }) => ticketId));
  const asked = tickets.flatMap((id) => boards.flatMap(({ tickets: on }) => on.get(id)?.tags ?? []));
  return new Set(asked.flatMap((tag) => tag.asked));
}

/** Whoever works the shadow queue may know of others where a ticket came into it or left it. */
function changesShadowQueue({ events }: Entry): boolean {
  return events.some(({ type }) => type === 'bugSuspected' || type === 'bugCleared');
}
