import { setTimeout as after } from 'node:timers/promises';
import { cast, demoBoard } from './cast.ts';
import { seededChance } from './chance.ts';
import { Colleague } from './colleague.ts';
import type { Connection } from './openInvestigation.ts';
import { Ration } from './ration.ts';
import { type Part, work } from './script.ts';
import type { Tools } from './visit.ts';

export interface DemoOptions {
  /** A way in for each of the cast, in their order. */
  readonly connections: readonly Connection[];
  readonly seed: number;
  /** Ends the demo. */
  readonly signal: AbortSignal;
  /** Told of what went wrong; the colleague carries on after a while. */
  readonly onProblem: (reason: unknown) => void;
}

/** How long a colleague stays away after something went wrong, such as a server that is being restarted. */
const recoverMs = 5_000;

/** Two simulated colleagues at work on the sample board; resolves once `signal` has ended it and they have left. */
export async function runDemo({ connections, seed, signal, onProblem }: DemoOptions): Promise<void> {
  const pause = (ms: number) => after(ms, undefined, { signal });
  await Promise.all(
    connections.map(async (connection, index) => {
      const role = cast[index];
      if (!role) return;
      const part: Part = { role, opening: index % 2 === 0 ? 'visit' : 'move' };
      const tools = { chance: seededChance(seed + index), pause, ration: new Ration(), now: () => new Date() };
      while (!signal.aborted) {
        await shift(connection, part, tools).catch((reason: unknown) => {
          if (!signal.aborted) onProblem(reason);
        });
        await pause(recoverMs).catch(() => undefined);
      }
    }),
  );
}

async function shift(connection: Connection, part: Part, tools: Tools): Promise<void> {
  const colleague = await Colleague.connect(connection, part.role.person, demoBoard.id);
  try {
    await work(colleague, part, tools);
  } finally {
    colleague.close();
  }
}
