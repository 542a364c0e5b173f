import type { Command } from 'commander';
import { isBoardLog } from '../../../shared/domain/entry.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { rebuild } from '../../commands/rebuild.ts';
import { systemClock } from '../../ports/clock.ts';
import { examineStore } from '../../queries/examineStore.ts';
import { type CommandLine, withStore } from './commandLine.ts';

interface UpkeepOptions {
  readonly board?: string;
  readonly json?: true;
}

/** `rebuild`: derive everything that is derived anew. */
export function rebuildCommand(program: Command, line: CommandLine): void {
  program
    .command('rebuild')
    .description('derive boards, tickets and searches anew from the log; the log itself is never changed')
    .option('--board <name>', 'only this board')
    .option('--json', 'print one JSON object')
    .action((options: UpkeepOptions) =>
      withStore(line, async ({ log, projections }) => {
        const all = (await log.boards()).filter(isBoardLog);
        if (options.board !== undefined && !all.includes(options.board)) {
          throw new Refusal('boardNotFound', { board: options.board });
        }
        const boards = [];
        for (const id of options.board === undefined ? all : [options.board]) {
          boards.push(await rebuild({ log, projections, clock: systemClock }, id));
        }
        if (options.json) line.stdout(JSON.stringify({ boards }));
        for (const { board, entries } of options.json ? [] : boards) {
          line.stdout(`${board}: rebuilt from ${String(entries)} entries`);
        }
      }),
    );
}

/** `doctor`: is everything as it should be? */
export function doctorCommand(program: Command, line: CommandLine): void {
  program
    .command('doctor')
    .description('look whether the store answers and every log is whole')
    .option('--json', 'print one JSON object')
    .action((options: UpkeepOptions) =>
      withStore(line, async (store) => {
        const findings = await examineStore(store);
        if (options.json) line.stdout(JSON.stringify({ findings }));
        for (const { what, ok, detail } of options.json ? [] : findings) {
          line.stdout(`${ok ? 'ok     ' : 'BROKEN '} ${what}: ${detail}`);
        }
        if (findings.some(({ ok }) => !ok)) throw new Refusal('internal', { reason: 'The store is damaged.' });
      }),
    );
}
