import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type {
  Notification,
  NotificationDeliveriesReply,
  NotificationDelivery,
  NotificationsReply,
} from '../../shared/protocol/notifications.ts';
import { type MailServer, type ReceivedMail, startMailServer } from './mailServer.ts';
import { TestPerson } from './person.ts';
import { temporaryFolder } from './temporary.ts';

/** A server with a mail server beside it, a board, and people who are told things. */
export class Newsroom {
  readonly server: Running;
  readonly mail: MailServer;
  readonly ada: TestPerson;
  readonly board: string;
  #tickets = 0;

  private constructor(server: Running, mail: MailServer, { ada, board }: { ada: TestPerson; board: string }) {
    this.server = server;
    this.mail = mail;
    this.ada = ada;
    this.board = board;
  }

  static async open(settings: Readonly<Record<string, string>>): Promise<Newsroom> {
    const mail = await startMailServer();
    const env = { PORT: '0', DATA_DIR: temporaryFolder('data'), SWARMBOARD_DEV: '1', ...mail.settings, ...settings };
    const server = await start(readConfig(env));
    const ada = await TestPerson.signIn(server.url, 'Ada', 'admin');
    const board = await ada.createBoard(`News ${randomUUID().slice(0, 8)}`);
    return new Newsroom(server, mail, { ada, board });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.mail.stop();
  }

  /** As Ada. */
  async run(command: Command): Promise<void> {
    const { status, body } = await this.ada.ask('POST', '/commands', { board: this.board, id: randomUUID(), command });
    if (status !== 200) throw new Error(`${command.type}: ${JSON.stringify(body)}`);
  }

  async openTicket(title: string, customer = 'Acme'): Promise<string> {
    await this.run({ type: 'openTicket', title, customer });
    this.#tickets += 1;
    return `${this.board}-${String(this.#tickets)}`;
  }

  /** Somebody with an address, and settings of their own. */
  async somebody(preset: 'engineer' | 'agent', name: string, chosen: object = {}): Promise<TestPerson> {
    const person = await TestPerson.signIn(this.server.url, `${name} ${randomUUID().slice(0, 8)}`, preset);
    await must(this.ada, `/people/${person.person.id}`, { email: addressOf(person) });
    await must(person, '/notifications/settings', chosen);
    return person;
  }

  tag(ticketId: string, { person }: TestPerson): Promise<void> {
    const target = { kind: 'person', person: person.id } as const;
    return this.run({ type: 'raiseTag', ticketId, target, ask: 'Is this <the> proxy?', blocked: true });
  }

  async own(ticketId: string, { person }: TestPerson): Promise<void> {
    await this.run({ type: 'assignOwner', ticketId, owner: person.id });
  }

  async untilTold(person: TestPerson, matches: (one: Notification) => boolean): Promise<Notification> {
    for (;;) {
      const found = (await toldTo(person)).notifications.find(matches);
      if (found) return found;
      await sleep(50);
    }
  }

  async untilDelivery(
    person: TestPerson,
    matches: (one: NotificationDelivery) => boolean,
  ): Promise<NotificationDelivery> {
    for (;;) {
      const { body } = await person.ask('GET', '/notifications/deliveries');
      const found = (body as NotificationDeliveriesReply).deliveries.find(matches);
      if (found) return found;
      await sleep(50);
    }
  }

  mailsTo(person: TestPerson): readonly ReceivedMail[] {
    return this.mail.received().filter(({ to }) => to.includes(addressOf(person)));
  }

  async untilMails(person: TestPerson, count: number): Promise<readonly ReceivedMail[]> {
    while (this.mailsTo(person).length < count) await sleep(50);
    return this.mailsTo(person);
  }
}

/** What somebody was told, latest first. */
export async function toldTo(person: TestPerson, query = ''): Promise<NotificationsReply> {
  return (await person.ask('GET', `/notifications${query}`)).body as NotificationsReply;
}

async function must(person: TestPerson, path: string, wanted: object): Promise<void> {
  const { status, body } = await person.ask('POST', path, wanted);
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
}

function addressOf({ person }: TestPerson): string {
  return `${person.name.toLowerCase().replace(' ', '.')}@board.example`;
}
