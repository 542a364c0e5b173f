import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type Person, type Preset, presets } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { emailSchema, invitationSchema } from '../../../shared/protocol/people.ts';
import { openAccessEvents } from '../../access/accessEvents.ts';
import type { Actor } from '../../access/principal.ts';
import { openPeople } from '../../boards/people.ts';
import { type WaysIn, waysIn } from '../../commands/accountCredentials.ts';
import type { AccountPorts } from '../../commands/accountPorts.ts';
import { type NewInvitation, type WantedInvitation, invite } from '../../commands/invite.ts';
import { PasswordHashes } from '../../commands/passwordHashes.ts';
import { changePerson } from '../../commands/peopleChange.ts';
import { commandLinePerson } from '../../commands/peopleRights.ts';
import { systemClock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { parse } from '../parse.ts';
import { type CommandLine, withStore } from './commandLine.ts';
import type { Verb } from './program.ts';

const actor: Actor = { person: commandLinePerson, entrance: { door: 'commandLine' } };

interface PersonOptions {
  readonly json?: true;
}
interface AddOptions extends PersonOptions {
  readonly name?: string;
  readonly email?: string;
  readonly preset: string;
}

/** `person list | add | link | admin`: people, also when nobody can sign in any more. `url` is where they reach the server. */
export function personCommand(url: string): Verb {
  return (program, line) => {
    const person = program.command('person').description('people: who there is, and links to let them in');
    listing(person, line);
    adding(person, line, url);
    linking(person, line, url);
    promoting(person, line);
    for (const command of person.commands) command.exitOverride();
  };
}

function listing(person: Command, line: CommandLine): void {
  person
    .command('list')
    .description('list everybody, with how they sign in')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: PersonOptions) => {
      const rows = await withStore(line, async (store) => {
        const { people, records } = await portsOf(store);
        const ways = await waysIn(records);
        return [...people.state.people.values()].map((one) => ({ person: one, signsIn: signsIn(one, ways) }));
      });
      if (json) line.stdout(JSON.stringify({ people: rows }));
      for (const { person: one, signsIn: how } of json ? [] : rows) line.stdout(rowOf(one, how));
      if (!json && rows.length === 0) line.stdout('There is nobody yet.');
    });
}

function adding(person: Command, line: CommandLine, url: string): void {
  const offered = presets.filter((preset) => preset !== 'machine');
  person
    .command('add')
    .description('print a link that somebody joins with')
    .option('--name <name>', 'what others call them')
    .option('--email <address>', 'what they sign in with')
    .option('--preset <preset>', offered.join(', '), 'agent')
    .option('--json', 'print one JSON object')
    .action(async ({ name, email, preset, json }: AddOptions) => {
      const wanted = parse(invitationSchema, { purpose: 'join', preset: preset as Preset, name, email });
      await printLink(line, { url, wanted, json, what: `joins as ${preset}` });
    });
}

function linking(person: Command, line: CommandLine, url: string): void {
  person
    .command('link')
    .description('print a link that somebody sets a new password with; it ends all their sessions')
    .argument('<who>', 'name or e-mail address')
    .option('--json', 'print one JSON object')
    .action(async (who: string, { json }: PersonOptions) => {
      const { id, name } = await withStore(line, async (store) => personCalled(await portsOf(store), who));
      const wanted = { purpose: 'password', person: id, days: 1 } as const;
      await printLink(line, { url, wanted, json, what: `sets ${name}’s password` });
    });
}

function promoting(person: Command, line: CommandLine): void {
  person
    .command('admin')
    .description('let somebody do everything, and back in when they have left')
    .argument('<who>', 'name or e-mail address')
    .option('--json', 'print one JSON object')
    .action(async (who: string, { json }: PersonOptions) => {
      const changed = await withStore(line, async (store) => {
        const ports = await portsOf(store);
        const change = { preset: 'admin', capabilities: null, left: false } as const;
        return changePerson(ports, actor, { person: personCalled(ports, who).id, change, byName: false });
      });
      line.stdout(json ? JSON.stringify({ person: changed }) : `${changed.name} is an admin now.`);
    });
}

interface Printed {
  readonly url: string;
  readonly wanted: WantedInvitation;
  readonly json: true | undefined;
  readonly what: string;
}

async function printLink(line: CommandLine, { url, wanted, json, what }: Printed): Promise<void> {
  const made = await withStore(line, async (store) => invite(await portsOf(store), actor, wanted));
  const link = `${url}/join#${made.secret}`;
  line.stdout(json ? JSON.stringify({ invitation: made.invitation, link }) : sentenceFor(made, { link, what }));
}

function sentenceFor({ invitation }: NewInvitation, { link, what }: { link: string; what: string }): string {
  return `${link}\nWhoever opens it first ${what}. It is good until ${invitation.expiresAt} and not shown again.`;
}

/** Throws Refusal `personNotFound`, also when several are called that. */
function personCalled({ people }: AccountPorts, who: string): Person {
  const all = [...people.state.people.values()].filter(({ preset }) => preset !== 'machine');
  const wanted = who.trim().toLowerCase();
  const email = emailSchema.safeParse(who);
  const found = all.filter((one) =>
    email.success ? one.email === email.data : one.id === who || one.name.toLowerCase() === wanted,
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new Refusal('personNotFound', {
    reason:
      found.length === 0 ? `Nobody is called ${who}.` : `Several are called ${who}: use the e-mail address or id.`,
  });
}

function signsIn({ id, left }: Person, { passwords, providers }: WaysIn): string[] {
  if (left) return [];
  return [...(passwords.has(id) ? ['password'] : []), ...(providers.has(id) ? ['provider'] : [])];
}

function rowOf({ id, name, email, preset, left }: Person, how: readonly string[]): string {
  const state = left ? 'has left' : how.length > 0 ? `signs in by ${how.join(' and ')}` : 'cannot sign in';
  return [id, name, email ?? 'no e-mail', preset, state].join('  ');
}

async function portsOf({ log, records, sessions }: Store): Promise<AccountPorts> {
  const ports = { log, clock: systemClock };
  const [people, accessEvents] = [await openPeople(ports), await openAccessEvents(ports)];
  const passwords = new PasswordHashes();
  return { people, accessEvents, records, sessions, passwords, clock: systemClock, newId: randomUUID };
}
