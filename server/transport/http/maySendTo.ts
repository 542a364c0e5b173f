import { Refusal } from '../../../shared/domain/refusals.ts';
import { type EgressRule, targetOf } from '../../webhooks/egress.ts';

const reason = 'An address with a password in it is not accepted: it would be kept, and shown, with the address.';

/** Throws Refusal `egressDenied`. A name that cannot be resolved just now may be right all the same: sending will tell. */
export async function assertMaySendTo(address: string, egress: EgressRule): Promise<void> {
  const url = new URL(address);
  if (!['http:', 'https:'].includes(url.protocol))
    throw new Refusal('invalidInput', { reason: 'Use an https address.' });
  if (url.username !== '' || url.password !== '') throw new Refusal('invalidInput', { reason });
  await targetOf(url, egress).catch((refused: unknown) => {
    if (refused instanceof Refusal) throw refused;
  });
}
