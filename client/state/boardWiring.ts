import type { Command } from '../../shared/domain/commands.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { SnapshotReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import type { Scope } from '../connection/roomFeed.ts';
import type { LiveLink } from '../connection/socket.ts';
import type { Done } from './asking.ts';
import type { BoardState } from './board.svelte.ts';
import type { ConnectionState } from './connection.svelte.ts';

/** What a board needs from the app around it. */
export interface BoardWiring {
  readonly link: LiveLink;
  readonly store: DeviceStore;
  /** The only ticket to be seen: the room of somebody who is tagged. */
  readonly ticket?: TicketId | undefined;
  readonly fetchSnapshot: (scope: Scope) => Promise<SnapshotReply>;
  readonly person: () => Person | null;
  readonly connectionState: () => ConnectionState;
  /** A command took effect here; `inverse` takes it back. */
  readonly onDone: (board: BoardState, done: Done) => void;
  readonly onRefused: (board: BoardState, command: Command, refusal: RefusalBody) => void;
}
