import { emptyBoard } from '../../shared/domain/board.ts';
import { isBoardLog } from '../../shared/domain/entry.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { boardIdOf } from '../../shared/domain/ticket.ts';
import { type BoardPorts, LiveBoard } from './liveBoard.ts';

/** The live boards of this process, loaded on first use. */
export class Boards {
  readonly #ports: BoardPorts;
  readonly #live = new Map<string, Promise<LiveBoard>>();
  readonly #onLoad: (board: LiveBoard) => void;

  /** `onLoad` is told of each board as it goes live, before anybody can change it. */
  constructor(ports: BoardPorts, onLoad: (board: LiveBoard) => void) {
    this.#ports = ports;
    this.#onLoad = onLoad;
  }

  /** Throws Refusal `boardNotFound`. */
  async open(boardId: string): Promise<LiveBoard> {
    const board = await (this.#live.get(boardId) ?? this.#load(boardId));
    return board;
  }

  /** The board of a ticket. Throws Refusal `ticketNotFound` when the id cannot be one. */
  async ofTicket(ticketId: string): Promise<LiveBoard> {
    const boardId = boardIdOf(ticketId);
    if (boardId === undefined) throw new Refusal('ticketNotFound', { ticketId });
    return this.open(boardId).catch((reason: unknown) => {
      const unknown = reason instanceof Refusal && reason.code === 'boardNotFound';
      throw unknown ? new Refusal('ticketNotFound', { ticketId }) : reason;
    });
  }

  async ids(): Promise<string[]> {
    return (await this.#ports.log.boards()).filter(isBoardLog);
  }

  /** Reads what other processes have appended to the boards that are live here. */
  async catchUp(): Promise<void> {
    for (const loading of [...this.#live.values()]) {
      const board = await loading;
      if ((await this.#ports.log.head(board.state.id)) > board.state.seq) await board.catchUp();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.values()].map(async (board) => (await board).close()));
    this.#live.clear();
  }

  #load(boardId: string): Promise<LiveBoard> {
    const loading = this.#loadExisting(boardId);
    this.#live.set(boardId, loading);
    loading.catch(() => this.#live.delete(boardId));
    return loading;
  }

  async #loadExisting(boardId: string): Promise<LiveBoard> {
    if ((await this.#ports.log.head(boardId)) === emptyBoard(boardId).seq || !isBoardLog(boardId)) {
      throw new Refusal('boardNotFound', { board: boardId });
    }
    const board = await LiveBoard.load(boardId, this.#ports);
    this.#onLoad(board);
    return board;
  }
}
