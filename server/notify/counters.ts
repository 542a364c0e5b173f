import { Counter, register } from 'prom-client';

const name = 'swarmboard_notification_tries_total';
const labelNames = ['channel', 'outcome'] as const;

/** For Prometheus, at `/metrics`. Made on first use: nothing happens on import. */
export function countTry(channel: string, isDelivered: boolean): void {
  const known = register.getSingleMetric(name) as Counter<(typeof labelNames)[number]> | undefined;
  const counter =
    known ?? new Counter({ name, help: 'Tries to send notifications, by channel and outcome', labelNames });
  counter.inc({ channel, outcome: isDelivered ? 'delivered' : 'failed' });
}
