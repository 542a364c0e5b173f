import type { AccessEvent } from '../../shared/domain/events.ts';
import { isBoardLog } from '../../shared/domain/entry.ts';
import { can, type Capability } from '../../shared/domain/permissions.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { WebhookTopic } from '../../shared/protocol/machines.ts';
import type { Actor } from '../access/principal.ts';
import type { Boards } from '../boards/boards.ts';
import type { Log } from '../ports/log.ts';
import type { Secrets } from '../ports/secrets.ts';
import { type MachinePorts, addMachine, assertMayGive, removeMachine } from './tokens.ts';
import { removeDeliveries } from './webhookDeliveries.ts';
import {
  type Progress,
  type Webhook,
  type WebhookKept,
  changeRecord,
  findWebhook,
  progressRecord,
  secretIsAbout,
  timedId,
} from './webhookRecords.ts';
import { newSigningSecret } from './webhookSignature.ts';

export interface WebhookPorts extends MachinePorts {
  readonly boards: Boards;
  readonly log: Log;
  readonly secrets: Secrets;
}

export type WantedWebhook =
  | { readonly direction: 'in'; readonly name: string; readonly board: string }
  | {
      readonly direction: 'out';
      readonly name: string;
      readonly url: string;
      readonly topics: readonly WebhookTopic[];
      readonly board: string | null;
    };

/** What an inbound webhook needs to open tickets and change them. */
const inboundCapabilities: readonly Capability[] = ['readBoards', 'workTickets'];

/** A new one, with the secret that is told this once. What happened on the boards before is not sent. */
export async function addWebhook(
  ports: WebhookPorts,
  actor: Actor,
  wanted: WantedWebhook,
): Promise<{ webhook: Webhook; secret: string }> {
  assertMayManage(actor);
  if (wanted.board !== null) await ports.boards.open(wanted.board);
  const { direction, name, board } = wanted;
  const isInbound = direction === 'in';
  if (isInbound) assertMayGive(actor.person, inboundCapabilities);
  const machine = isInbound ? await addMachine(ports, actor, { name, capabilities: inboundCapabilities }) : undefined;
  const now = ports.clock.now();
  const id = timedId(now, ports.newId().replaceAll('-', '').slice(0, 20));
  const secret = newSigningSecret();
  const value: WebhookKept = {
    direction,
    name,
    url: isInbound ? '' : wanted.url,
    board,
    topics: isInbound ? [] : [...new Set(wanted.topics)],
    paused: false,
    person: machine?.id ?? null,
    createdAt: now.toISOString(),
    sealedSecret: ports.secrets.seal(secret, secretIsAbout(id)),
  };
  if (!isInbound) await ports.records.create('webhook', progressRecord(id, await atTheEnd(ports)));
  await ports.records.create('webhook', { id, value });
  await tell(ports, actor, { type: 'webhookAdded', webhook: id });
  return { webhook: { id, ...value }, secret };
}

export interface WebhookChange {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly topics?: readonly WebhookTopic[] | undefined;
  readonly board?: string | null | undefined;
  readonly paused?: boolean | undefined;
}

/** Only the named fields change. Throws Refusal `webhookNotFound`, or `invalidInput` for what an inbound one lacks. */
export async function changeWebhook(
  ports: WebhookPorts,
  actor: Actor,
  { id, change }: { id: string; change: WebhookChange },
): Promise<Webhook> {
  assertMayManage(actor);
  const webhook = await findWebhook(ports.records, id);
  assertFits(webhook, change);
  if (typeof change.board === 'string') await ports.boards.open(change.board);
  if (change.board !== undefined && webhook.direction === 'out') await followFromNow(ports, webhook, change.board);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const value = await changeRecord<WebhookKept>(ports.records, { kind: 'webhook', id }, (now) => ({
    value: { ...now, ...given },
  }));
  if (!value) throw new Refusal('webhookNotFound', { webhook: id });
  await tell(ports, actor, { type: 'webhookChanged', webhook: id });
  return { id, ...value };
}

/** From this moment on only the new secret counts. */
export async function renewWebhookSecret(
  ports: WebhookPorts,
  actor: Actor,
  id: string,
): Promise<{ webhook: Webhook; secret: string }> {
  assertMayManage(actor);
  await findWebhook(ports.records, id);
  const secret = newSigningSecret();
  const sealedSecret = ports.secrets.seal(secret, secretIsAbout(id));
  const value = await changeRecord<WebhookKept>(ports.records, { kind: 'webhook', id }, (now) => ({
    value: { ...now, sealedSecret },
  }));
  if (!value) throw new Refusal('webhookNotFound', { webhook: id });
  await tell(ports, actor, { type: 'webhookSecretRenewed', webhook: id });
  return { webhook: { id, ...value }, secret };
}

/** With its log of deliveries; what waited is not sent any more. May be repeated. */
export async function removeWebhook(ports: WebhookPorts, actor: Actor, id: string): Promise<void> {
  assertMayManage(actor);
  const { person } = await findWebhook(ports.records, id);
  if (person !== null) await removeMachine(ports, actor, person);
  await ports.records.remove('webhook', progressRecord(id, nowhere).id);
  await removeDeliveries(ports.records, id);
  await ports.records.remove('webhook', id);
  await tell(ports, actor, { type: 'webhookRemoved', webhook: id });
}

const nowhere: Progress = { holder: '', until: '', cursors: {}, dueAt: null };

async function atTheEnd({ log }: Pick<WebhookPorts, 'log'>): Promise<Progress> {
  const boards = (await log.boards()).filter(isBoardLog);
  const heads = await Promise.all(boards.map(async (board) => [board, await log.head(board)] as const));
  return { ...nowhere, cursors: Object.fromEntries(heads) };
}

/** Boards that were not followed until now begin at their present end, too. */
async function followFromNow(ports: WebhookPorts, webhook: Webhook, board: string | null): Promise<void> {
  if (webhook.board === null || webhook.board === board) return;
  const { cursors } = await atTheEnd(ports);
  const followed = webhook.board;
  const { id } = progressRecord(webhook.id, nowhere);
  await changeRecord<Progress>(ports.records, { kind: 'webhook', id }, (progress) => {
    const kept = progress.cursors[followed];
    return { value: { ...progress, cursors: { ...cursors, ...(kept !== undefined && { [followed]: kept }) } } };
  });
}

function assertMayManage({ person }: Actor): void {
  if (!can(person, 'manageMachines')) throw new Refusal('notAllowed');
}

function assertFits({ direction }: Webhook, { url, topics, board }: WebhookChange): void {
  if (direction === 'out' || (url === undefined && topics === undefined && board !== null)) return;
  throw new Refusal('invalidInput', { reason: 'A webhook that receives has one board, and no address or topics.' });
}

async function tell({ accessEvents, newId }: WebhookPorts, actor: Actor, event: AccessEvent): Promise<void> {
  await accessEvents.write({
    commandId: newId(),
    person: actor.person.id,
    entrance: actor.entrance,
    decide: () => [event],
  });
}
