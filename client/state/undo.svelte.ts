import type { Command } from '../../shared/domain/commands.ts';
import type { Done } from './asking.ts';
import type { BoardState } from './board.svelte.ts';
import { describeDone } from './describe.ts';
import { toastMs, type Toasts } from './toasts.svelte.ts';

interface Step {
  readonly board: BoardState;
  readonly id: string;
  readonly command: Command;
  readonly inverse: Command;
  readonly toast: number;
  seq?: number | undefined;
}

const most = 50;
/** These are taken back so easily by hand that a notice would only be noise. */
const quiet: readonly Command['type'][] = ['joinSwarm', 'leaveSwarm'];

/** What this person did last, to take back. Refuses when somebody has changed the same ticket since. */
export class Undo {
  readonly #toasts: Toasts;
  readonly #nameOf: (person: string) => string;
  #steps: Step[] = [];

  constructor(toasts: Toasts, nameOf: (person: string) => string) {
    this.#toasts = toasts;
    this.#nameOf = nameOf;
  }

  note(board: BoardState, { id, command, inverse, answer }: Done): void {
    // One offer at a time; what came before is still one Cmd+Z further back.
    this.#toasts.dismiss(this.#steps.at(-1)?.toast ?? 0);
    const text = describeDone(command, inverse, { board: board.board, nameOf: this.#nameOf });
    const toast = quiet.includes(command.type)
      ? 0
      : this.#toasts.show(text, {
          durationMs: toastMs,
          action: { label: 'Undo', keys: 'mod+z', run: () => void this.#take(id) },
        });
    const step: Step = { board, id, command, inverse, toast };
    this.#steps = [...this.#steps, step].slice(-most);
    void answer.then((given) => {
      if ('seq' in given) step.seq = given.seq;
      else this.#forget(step);
    });
  }

  /** Takes the last step back; says so when there is none or it has been superseded. */
  async undo(): Promise<void> {
    const last = this.#steps.at(-1);
    if (last) await this.#take(last.id);
    else this.#toasts.show('Nothing to undo', { durationMs: 2_000 });
  }

  async #take(id: string): Promise<void> {
    const step = this.#steps.find((one) => one.id === id);
    if (!step) return;
    this.#forget(step);
    const { board, command, inverse, seq } = step;
    if (board.cancel(id)) {
      this.#toasts.show('Undone', { durationMs: 2_000 });
      return;
    }
    const asOf = seq === undefined ? { after: id } : { expectedVersion: seq };
    const what = 'ticketId' in command ? command.ticketId : 'the board';
    const given = await board.run(inverse, { ...asOf, quietly: true });
    if ('seq' in given) this.#toasts.show(`Undone: ${what}`, { durationMs: 2_500 });
    else if (given.refusal.code !== 'staleVersion') this.#toasts.problem('Not undone', given.refusal.message);
    else this.#toasts.problem(`Not undone: ${what} has changed since`, 'Look at it and decide again.');
  }

  #forget(step: Step): void {
    this.#steps = this.#steps.filter((one) => one !== step);
    this.#toasts.dismiss(step.toast);
  }
}
