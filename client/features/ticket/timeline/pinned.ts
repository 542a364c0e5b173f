import type { Tag } from '../../../../shared/domain/tag.ts';
import type { Pin } from '../../../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../../../shared/protocol/http.ts';

export interface PinnedMoment {
  readonly pin: Pin;
  /** Undefined once it is gone, as a hypothesis that was taken out. */
  readonly moment: TimelineEvent | undefined;
}

export function pinsByMoment(pins: readonly Pin[]): ReadonlyMap<string, Pin> {
  return new Map(pins.map((pin) => [pin.moment, pin]));
}

/** In the order in which the moments happened; those whose moment is gone come last. */
export function pinsInOrder(pins: readonly Pin[], moments: readonly TimelineEvent[]): PinnedMoment[] {
  const places = new Map(moments.map(({ id }, index) => [id, index]));
  const place = ({ moment }: Pin) => places.get(moment) ?? Infinity;
  return [...pins].sort((a, b) => place(a) - place(b)).map((pin) => ({ pin, moment: moments[place(pin)] }));
}

/** The tags as they were raised, by their ids. */
export function tagsIn(moments: readonly TimelineEvent[]): ReadonlyMap<string, Tag> {
  const raised = moments.flatMap(({ event }) => (event.type === 'tagRaised' ? [event.tag] : []));
  return new Map(raised.map((tag) => [tag.id, tag]));
}
