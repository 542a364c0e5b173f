import type { WebSocket } from 'ws';
import type { Person } from '../../../shared/domain/person.ts';
import { documentCloses } from '../../../shared/protocol/document.ts';
import type { Connection, Joining } from '../../rooms/connection.ts';
import { listen, roomSocketOf } from './documentSocket.ts';
import type { Admitted, DocumentAccess, DocumentDoor } from './documents.ts';

/** Somebody who has a document open: who they are and what they may, as of now rather than of when they came. */
export class Member implements Joining {
  readonly #admitted: Admitted;
  #person: Person;
  #access: DocumentAccess;

  constructor(admitted: Admitted) {
    this.#admitted = admitted;
    this.#person = admitted.principal.person;
    this.#access = admitted.accessOf(this.#person);
  }

  get ticketId(): string {
    return this.#admitted.ticketId;
  }

  get epoch(): string | undefined {
    return this.#admitted.epoch;
  }

  get wantsSaved(): boolean {
    return this.#admitted.wantsSaved;
  }

  get wasErased(): boolean {
    return this.#admitted.wasErased ?? false;
  }

  get person(): Person {
    return this.#person;
  }

  get mayWrite(): boolean {
    return this.#access === 'write';
  }

  /** Before the room says a word: what was revoked since the request came in is cut at once. */
  enter(webSocket: WebSocket, { rooms, enterLive }: DocumentDoor): void {
    const socket = roomSocketOf(webSocket);
    const here: { connection?: Connection | undefined; isCut: boolean } = { isCut: false };
    const leave = enterLive({
      principal: this.#admitted.principal,
      ticketId: this.ticketId,
      mayStay: (person, ticket) => {
        this.#person = person;
        this.#access = this.#admitted.accessOf(person, ticket);
        return this.#access !== 'none';
      },
      cut: (why) => {
        here.isCut = true;
        if (here.connection) here.connection.close(why);
        else socket.close(documentCloses[why].code, documentCloses[why].reason);
      },
    });
    webSocket.on('close', leave);
    if (here.isCut) return;
    here.connection = rooms.connect(socket, this);
    if (here.connection) listen(webSocket, here.connection);
  }
}
