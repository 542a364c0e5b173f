import type { DeliveriesReply, Delivery } from '../../shared/protocol/machines.ts';
import { request } from '../connection/http.ts';
import { DeliveryLog } from './deliveryLog.svelte.ts';

const pageSize = 25;

/** The log of one webhook. */
export class Deliveries extends DeliveryLog<Delivery> {
  constructor(webhookId: string) {
    const path = `/api/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries?limit=${pageSize}`;
    super((before) =>
      request<DeliveriesReply>(before === undefined ? path : `${path}&before=${encodeURIComponent(before)}`),
    );
  }
}
