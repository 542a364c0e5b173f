import type { Capability } from '../../shared/domain/permissions.ts';
import type {
  Delivery,
  DeliveryReply,
  TokenMade,
  WebhookMade,
  WebhookSummary,
  WebhookTopic,
} from '../../shared/protocol/machines.ts';
import { request } from '../connection/http.ts';

const tokens = '/api/v1/tokens';
const webhooks = '/api/v1/webhooks';

export function createToken(body: { name: string; scopes: readonly Capability[]; days: number }): Promise<TokenMade> {
  return request<TokenMade>(tokens, { method: 'POST', body });
}

export async function revokeToken(id: string): Promise<void> {
  await request(`${tokens}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export type NewWebhook =
  | { direction: 'in'; name: string; board: string }
  | { direction: 'out'; name: string; url: string; topics: readonly WebhookTopic[]; board: string | null };

export function addWebhook(body: NewWebhook): Promise<WebhookMade> {
  return request<WebhookMade>(webhooks, { method: 'POST', body });
}

type Change = Partial<Record<'name' | 'url', string>> & {
  readonly topics?: readonly WebhookTopic[];
  readonly board?: string | null;
  readonly paused?: boolean;
};

/** Only what is named changes; the direction never does. */
export async function changeWebhook(id: string, change: Change | NewWebhook): Promise<WebhookSummary> {
  const body = { ...change, direction: undefined };
  return (await request<{ webhook: WebhookSummary }>(pathOf(id), { method: 'POST', body })).webhook;
}

/** The old secret no longer counts once this resolves. */
export function renewSecret(id: string): Promise<WebhookMade> {
  return request<WebhookMade>(`${pathOf(id)}/secret`, { method: 'POST' });
}

export async function removeWebhook(id: string): Promise<void> {
  await request(pathOf(id), { method: 'DELETE' });
}

export async function sendTest(id: string): Promise<Delivery> {
  return (await request<DeliveryReply>(`${pathOf(id)}/test`, { method: 'POST' })).delivery;
}

export async function sendAgain(id: string, delivery: string): Promise<Delivery> {
  const path = `${pathOf(id)}/deliveries/${encodeURIComponent(delivery)}`;
  return (await request<DeliveryReply>(path, { method: 'POST' })).delivery;
}

function pathOf(id: string): string {
  return `${webhooks}/${encodeURIComponent(id)}`;
}
