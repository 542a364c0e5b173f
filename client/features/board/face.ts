import { avatarOf } from '../../state/avatar.ts';
import type { Session } from '../../state/session.svelte.ts';

/** What is drawn of a person; somebody only known by name gets the first hue. */
export function faceOf(session: Session, id: string) {
  const person = session.people.get(id);
  return { id, name: person?.name ?? id, hue: person?.hue ?? 0, simulated: person?.simulated, src: avatarOf(person) };
}
