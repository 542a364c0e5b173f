import type { PersonId } from '../../../../shared/domain/person.ts';
import type { Tag } from '../../../../shared/domain/tag.ts';
import { targetName } from '../../../state/describeSwarm.ts';
import type { TicketDesk } from '../../../state/ticketDesk.svelte.ts';
import { toastMs } from '../../../state/toasts.svelte.ts';

/** Says that a tag is raised and whom it asks, and lets it be taken back for as long as the notice stands. */
export function tellRaised(desk: TicketDesk, tag: Tag, asked: readonly PersonId[]): void {
  const { toasts, announcer, session } = desk.app;
  const name = targetName(tag.target, (id) => session.nameOf(id));
  const people = asked.map((id) => session.nameOf(id)).join(', ');
  const detail =
    people === '' ? 'There is nobody to ask now: it waits in the list of unanswered tags.' : `Asked: ${people}`;
  announcer.say(`${name} is tagged. ${detail}`);
  toasts.show(`${name} is tagged`, {
    detail,
    durationMs: toastMs,
    action: { label: 'Withdraw', run: () => void withdraw(desk, tag) },
  });
}

/** Takes a tag back; `onagain` asks the same once more. */
export async function withdraw(desk: TicketDesk, tag: Tag, onagain?: () => void): Promise<void> {
  const name = targetName(tag.target, (id) => desk.app.session.nameOf(id));
  const outcome = await desk.ticket.run({ type: 'withdrawTag', ticketId: desk.ticket.id, tagId: tag.id });
  if ('refusal' in outcome) return;
  desk.app.toasts.show(`The tag of ${name} is withdrawn`, {
    durationMs: toastMs,
    ...(onagain && { action: { label: 'Ask again', run: onagain } }),
  });
}

/** Takes one person out of the room. */
export async function removeGuest(desk: TicketDesk, person: string, onagain: () => void): Promise<void> {
  const outcome = await desk.ticket.run({ type: 'removeGuest', ticketId: desk.ticket.id, person });
  if ('refusal' in outcome) return;
  desk.app.toasts.show(`${desk.app.session.nameOf(person)} is removed from the ticket`, {
    durationMs: toastMs,
    action: { label: 'Ask again', run: onagain },
  });
}
