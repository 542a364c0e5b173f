import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Person } from '../../../shared/domain/person.ts';
import { type TokenMade, type TokenSummary, tokenSchema } from '../../../shared/protocol/machines.ts';
import { openAccessEvents } from '../../access/accessEvents.ts';
import type { Actor } from '../../access/principal.ts';
import { keptTokens } from '../../access/tokens.ts';
import { openPeople } from '../../boards/people.ts';
import { type MachinePorts, createToken, revokeToken } from '../../commands/tokens.ts';
import { systemClock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { parse } from '../parse.ts';
import { type CommandLine, withStore } from './commandLine.ts';

/** Whoever can open the store may do anything with it: they act as this, and the log says so. */
const operator: Person = { id: 'commandLine', name: 'Command line', preset: 'admin', hue: 0 };
const actor: Actor = { person: operator, entrance: { door: 'commandLine' } };

interface TokenOptions {
  readonly json?: true;
}
interface CreateOptions extends TokenOptions {
  readonly name: string;
  readonly scope: readonly string[];
  readonly days: string;
}

/** `token create | list | revoke`: API tokens for machines. */
export function tokenCommand(program: Command, line: CommandLine): void {
  const token = program.command('token').description('API tokens: what machines use to act on boards');
  token
    .command('create')
    .description('create a token and print its secret, which is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scope <scope...>', 'what it may do, such as readBoards workTickets')
    .option('--days <days>', 'how many days it is good for; 0: does not run out', '90')
    .option('--json', 'print one JSON object')
    .action(async ({ name, scope, days, json }: CreateOptions) => {
      const wanted = parse(tokenSchema, { name, scopes: scope, days: Number(days) });
      const made = await withStore(line, async (store) => createToken(await portsOf(store), actor, wanted));
      line.stdout(json ? JSON.stringify(made) : sentenceFor(made));
    });
  token
    .command('list')
    .description('list all tokens, latest first')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: TokenOptions) => {
      const tokens = (await withStore(line, ({ records }) => keptTokens(records))).map((kept) => kept.token);
      if (json) line.stdout(JSON.stringify({ tokens }));
      for (const one of json ? [] : tokens) line.stdout(rowOf(one));
      if (!json && tokens.length === 0) line.stdout('There is no token.');
    });
  token
    .command('revoke')
    .description('end a token at once')
    .argument('<id>', 'as the list shows it')
    .option('--json', 'print one JSON object')
    .action(async (id: string, { json }: TokenOptions) => {
      await withStore(line, async (store) => revokeToken(await portsOf(store), actor, id));
      line.stdout(json ? JSON.stringify({ revoked: id }) : `${id}: revoked`);
    });
  for (const command of token.commands) command.exitOverride();
}

async function portsOf({ log, records }: Store): Promise<MachinePorts> {
  const ports = { log, clock: systemClock };
  const [people, accessEvents] = [await openPeople(ports), await openAccessEvents(ports)];
  return { people, accessEvents, records, clock: systemClock, newId: randomUUID };
}

function sentenceFor({ token, secret }: TokenMade): string {
  const until = token.expiresAt === null ? 'does not run out' : `is good until ${token.expiresAt}`;
  return `${secret}\nKeep it now: it is not shown again. It ${until}.`;
}

function rowOf({ id, name, start, scopes, expiresAt, usedAt }: TokenSummary): string {
  return [id, `${start}…`, name, scopes.join(','), `until ${expiresAt ?? 'revoked'}`, `used ${usedAt ?? 'never'}`].join(
    '  ',
  );
}
