import { boardIdFor } from '../../commands/createBoard.ts';
import type { ImportReport } from '../../commands/importReport.ts';
import { importTickets, importer } from '../../commands/importTickets.ts';
import { systemClock } from '../../ports/clock.ts';
import type { HistoryFile, HistoryFiles } from '../../ports/histories.ts';
import type { Store } from '../../ports/store.ts';
import { type CommandLine, withStore } from './commandLine.ts';
import type { Verb } from './program.ts';
import { type ProgressStream, createProgress } from './progress.ts';

export interface ImportDoor {
  readonly files: HistoryFiles;
  readonly terminal: ProgressStream;
  /** After something was imported; not after a dry run. */
  readonly onImported?: (store: Store, board: string) => Promise<void>;
}

interface ImportOptions {
  readonly board: string;
  readonly mapping?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `import`: bring another helpdesk's tickets in, with their whole history. */
export function importCommand(door: ImportDoor): Verb {
  return (program, line) => {
    const command = program
      .command('import')
      .description("bring another helpdesk's tickets in, with their whole history; may be repeated and resumed")
      .argument('<format>', door.files.formats.join(' or '))
      .argument('<file>', 'the export; may be packed with gzip')
      .requiredOption('--board <name>', 'the board they go to; it is made when there is none')
      .option('--mapping <file>', 'a mapping file, or the name of one that ships; without it the file is recognised')
      .option('--dry-run', 'say what would happen and change nothing')
      .option('--json', 'print one JSON object');
    command.action(async (format: string, path: string, options: ImportOptions) => {
      if (!door.files.formats.includes(format)) {
        command.error(`error: the format is ${door.files.formats.join(' or ')}, not "${format}"`);
      }
      if (!/[a-z0-9]/i.test(options.board)) command.error('error: the board needs a name with letters or digits');
      const file = await door.files.open({ format, path, mapping: options.mapping });
      const board = boardIdFor(options.board);
      const report = await withStore(line, async (store) => {
        const done = await withProgress(store, { file, door, board, options });
        if (!options.dryRun) await door.onImported?.(store, board);
        return done;
      });
      print(line, { board, file, report, options });
    });
  };
}

/** More would push the summary off the screen. */
const shownProblems = 20;

interface Work {
  readonly file: HistoryFile;
  readonly door: ImportDoor;
  readonly board: string;
  readonly options: ImportOptions;
}

async function withProgress(store: Store, { file, door, board, options }: Work): Promise<ImportReport> {
  const progress = createProgress(door.terminal);
  const startedAt = performance.now();
  try {
    return await importTickets({ log: store.log, clock: systemClock }, importer, {
      board,
      title: options.board,
      columns: file.columns,
      system: file.system,
      items: file.items(),
      dryRun: options.dryRun ?? false,
      entrance: { door: 'commandLine' },
      onProgress: ({ tickets, events }) => {
        const perSecond = events / ((performance.now() - startedAt) / 1000);
        const note = `${counted(tickets, 'ticket')}, ${counted(events, 'event')}, ${amount(Math.round(perSecond))}/s`;
        progress.show(file.readBytes() / file.totalBytes, note);
      },
    });
  } finally {
    progress.end();
  }
}

interface Outcome {
  readonly board: string;
  readonly file: HistoryFile;
  readonly report: ImportReport;
  readonly options: ImportOptions;
}

function print({ stdout }: CommandLine, { board, file, report, options }: Outcome): void {
  const dryRun = options.dryRun ?? false;
  if (options.json) {
    stdout(JSON.stringify({ board, mapping: file.mapping, system: file.system, dryRun, ...report }));
    return;
  }
  const { tickets, errors, errorCount } = report;
  const inside = tickets.new + tickets.changed + tickets.unchanged;
  const fates = Object.entries(tickets).map(([fate, count]) => `${amount(count)} ${fate}`);
  stdout(`${board}: ${counted(inside, 'ticket')} with ${counted(report.events, 'event')} (mapping ${file.mapping})`);
  stdout(`  ${fates.join(', ')}`);
  stdout(`  ${amount(report.resolved)} resolved, ${amount(report.cancelled)} cancelled, ${amount(report.open)} open`);
  if (report.firstEvent !== null) stdout(`  from ${report.firstEvent} to ${report.lastEvent ?? ''}`);
  if (errorCount > 0) stdout(`  ${counted(errorCount, 'problem')}:`);
  for (const { line, reason } of errors.slice(0, shownProblems)) stdout(`    line ${String(line)}: ${reason}`);
  if (errorCount > shownProblems)
    stdout(`    and ${amount(errorCount - shownProblems)} more; --json lists the first hundred`);
  if (dryRun) stdout('Dry run: nothing was changed.');
}

function counted(count: number, what: string): string {
  return `${amount(count)} ${what}${count === 1 ? '' : 's'}`;
}

function amount(count: number): string {
  return count.toLocaleString('en-GB');
}
