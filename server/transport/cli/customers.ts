import { randomUUID } from 'node:crypto';
import { Boards } from '../../boards/boards.ts';
import { openPeople } from '../../boards/people.ts';
import type { Actor } from '../../access/principal.ts';
import { importCustomers } from '../../commands/customerImport.ts';
import { eraseCustomer } from '../../commands/eraseCustomer.ts';
import { importer } from '../../commands/importTickets.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { CustomersImportReply } from '../../../shared/protocol/customers.ts';
import { systemClock } from '../../ports/clock.ts';
import type { CustomerFiles } from '../../ports/customerFiles.ts';
import type { Store } from '../../ports/store.ts';
import { customerCalled } from '../../queries/customersByName.ts';
import { type CommandLine, withStore } from './commandLine.ts';
import type { Verb } from './program.ts';

interface CustomersOptions {
  readonly erase?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const actor: Actor = { person: importer, entrance: { door: 'commandLine' } };

/** More would push the summary off the screen. */
const shownProblems = 20;

/** `customers`: bring in a list of customers, or erase one with all that is kept about it. */
export function customersCommand(files: CustomerFiles): Verb {
  return (program, line) => {
    const command = program
      .command('customers')
      .description('bring in a list of customers, or erase one with everything that is kept about it')
      .argument('[file]', 'a CSV file with a column "name"; what is in already stays as it is')
      .option('--erase <name>', 'erase the customer of this name on all boards; this cannot be taken back')
      .option('--dry-run', 'say what an import would do and change nothing')
      .option('--json', 'print one JSON object');
    command.action(async (path: string | undefined, options: CustomersOptions) => {
      const { erase } = options;
      if ((path === undefined) === (erase === undefined)) command.error('error: name a file, or a customer to --erase');
      if (erase !== undefined && options.dryRun) command.error('error: --dry-run is for a file');
      if (path !== undefined) await importList(line, { files, path, options });
      else if (erase !== undefined) await eraseByName(line, erase, options);
    });
  };
}

interface List {
  readonly files: CustomerFiles;
  readonly path: string;
  readonly options: CustomersOptions;
}

async function importList(line: CommandLine, { files, path, options }: List): Promise<void> {
  const file = await files.open(path);
  const dryRun = options.dryRun ?? false;
  const report = await withStore(line, async ({ log }) => {
    const people = await openPeople({ log, clock: systemClock });
    return importCustomers({ people, newId: randomUUID }, actor, { file, dryRun });
  });
  if (options.json) line.stdout(JSON.stringify({ dryRun, ...report }));
  else printReport(line, report, dryRun);
}

function printReport({ stdout }: CommandLine, report: CustomersImportReply, dryRun: boolean): void {
  const { added, changed, unchanged, errors, errorCount, ignored } = report;
  stdout(`${String(added)} added, ${String(changed)} changed, ${String(unchanged)} unchanged`);
  if (ignored.length > 0) stdout(`  columns that mean nothing here: ${ignored.join(', ')}`);
  if (errorCount > 0) stdout(`  ${String(errorCount)} ${errorCount === 1 ? 'problem' : 'problems'}:`);
  for (const { line, reason } of errors.slice(0, shownProblems)) stdout(`    line ${String(line)}: ${reason}`);
  if (errorCount > shownProblems) stdout(`    and ${String(errorCount - shownProblems)} more`);
  if (dryRun) stdout('Dry run: nothing was changed.');
}

async function eraseByName(line: CommandLine, name: string, options: CustomersOptions): Promise<void> {
  const erased = await withStore(line, (store) => eraseIn(store, name));
  if (options.json) line.stdout(JSON.stringify({ erased: true, ...erased }));
  else
    line.stdout(
      `Erased. Tickets that only count now: ${String(erased.tickets)}; entries rewritten: ${String(erased.entries)}.`,
    );
}

/** Servers that run meanwhile hear of it and close what they have open of these tickets. */
async function eraseIn(store: Store, name: string): Promise<{ tickets: number; entries: number }> {
  const { log, projections, documents } = store;
  const clock = systemClock;
  const failures: unknown[] = [];
  const onError = (reason: unknown) => failures.push(reason);
  const boards = new Boards({ log, projections, clock, onError }, () => undefined);
  const people = await openPeople({ log, clock });
  const customer = customerCalled(people.state.customers, name);
  if (!customer) throw new Refusal('customerNotFound', { name });
  const eraseDocument = async (ticketId: string) => {
    await documents.remove(ticketId);
  };
  const ports = { store, boards, people, newId: randomUUID, eraseDocument };
  const erased = await eraseCustomer(ports, actor, { id: customer.id, name: customer.name });
  await boards.close();
  if (failures.length > 0) throw failures[0];
  return erased;
}
