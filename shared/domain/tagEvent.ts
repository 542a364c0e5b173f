import type { Brief } from './brief.ts';
import type { PersonId } from './person.ts';
import type { Decline, Tag, TagEnd } from './tag.ts';
import type { TicketId } from './ticket.ts';

/** What happens to a tag. Whoever is asked may change with any of these but the last three. */
export type TagEvent = { readonly ticketId: TicketId } & (
  | { readonly type: 'tagRaised'; readonly tag: Tag; readonly brief: Brief }
  | { readonly type: 'tagNudged'; readonly tagId: string }
  /**
   * Nobody of those asked has answered, or the last of them declined: others are asked now, the next on the rota.
   * `removed`: somebody was taken out of the room, the rest are asked as before.
   */
  | {
      readonly type: 'tagPassedOn';
      readonly tagId: string;
      readonly asked: readonly PersonId[];
      readonly why: 'unanswered' | 'declined' | 'removed';
    }
  | { readonly type: 'tagAccepted'; readonly tagId: string; readonly person: PersonId }
  /** Whoever is suggested is asked from then on. */
  | { readonly type: 'tagDeclined'; readonly tagId: string; readonly decline: Decline }
  | { readonly type: 'tagJoined'; readonly tagId: string; readonly person: PersonId }
  | { readonly type: 'tagAnswered'; readonly tagId: string; readonly person: PersonId; readonly answer: string }
  | {
      readonly type: 'tagEnded';
      readonly tagId: string;
      readonly how: TagEnd;
      /** Who is no longer asked by it. */
      readonly people: readonly PersonId[];
      /** What the owner can learn from it. */
      readonly coaching?: string;
      /** The tagged person's word: with this evidence a generalist could have solved it. */
      readonly generalistCapable?: boolean;
    }
);
