import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';
import type { Acknowledged } from './writers.ts';

export interface Journalled {
  readonly dataDir: string;
  readonly journal: string;
}

export function aDataDir(): Journalled {
  const dataDir = temporaryFolder('embedded');
  return { dataDir, journal: join(dataDir, 'journal') };
}

/** Writes from another process; `through` is a program, with its arguments, that runs it. */
export async function startWriter(
  place: Journalled,
  through: readonly string[] = [],
): Promise<Pick<RunningProcess, 'kill9'>> {
  const program = [process.execPath, '--import', 'tsx', 'test/faults/embeddedWriter.ts', place.dataDir, place.journal];
  const [command = '', ...args] = [...through, ...program];
  const started = await startProcess({ command, args, isReady: (output) => writerIn(output) !== undefined });
  return {
    kill9: async () => {
      process.kill(writerIn(started.output()) ?? 0, 'SIGKILL');
      // What ran it ends with it.
      await started.stop();
    },
  };
}

function writerIn(output: string): number | undefined {
  const [, pid] = /writing as (\d+)\./.exec(output) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

/** The last line may be half a line when the process was killed. */
export function readJournal({ journal }: Journalled): Acknowledged[] {
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Acknowledged);
}
