import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { Answer } from '../connection/queue.ts';

export type Outcome = { readonly seq: number } | { readonly refusal: RefusalBody };

/** How a command is asked for. */
export interface Asking {
  /** The ticket version the person saw; the command is refused when it has changed since. */
  readonly expectedVersion?: number | undefined;
  /** Instead of a version: `as this command of mine left it`. */
  readonly after?: string | undefined;
  /** Whoever asks tells of a refusal and of undoing; losing this loses nobody's work. */
  readonly quietly?: boolean | undefined;
}

/** A command that shows here already. `inverse` takes it back. */
export interface Done {
  readonly id: string;
  readonly command: Command;
  readonly inverse: Command;
  readonly answer: Promise<Answer>;
}
