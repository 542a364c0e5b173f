import { Counter, register } from 'prom-client';

const name = 'swarmboard_webhook_tries_total';

/** For Prometheus, at `/metrics`. Made on first use: nothing happens on import. */
export function countTry(isDelivered: boolean): void {
  const known = register.getSingleMetric(name) as Counter<'outcome'> | undefined;
  const counter =
    known ?? new Counter({ name, help: 'Tries to send an outbound webhook, by outcome', labelNames: ['outcome'] });
  counter.inc({ outcome: isDelivered ? 'delivered' : 'failed' });
}
