import { isDone } from '../../shared/domain/ticket.ts';
import type { UnansweredTagsReply } from '../../shared/protocol/tagging.ts';
import type { Boards } from '../boards/boards.ts';

/** Raised tags of open tickets on all boards that nobody has accepted, longest waiting first. */
export async function unansweredTags({ boards }: { readonly boards: Boards }): Promise<UnansweredTagsReply> {
  const live = await Promise.all((await boards.ids()).map((id) => boards.open(id)));
  const tags = live
    .flatMap(({ state }) => [...state.tickets.values()])
    .filter(({ state }) => !isDone(state))
    .flatMap((ticket) => (ticket.tags ?? []).map((tag) => ({ ticket, tag })))
    .filter(({ tag }) => tag.state === 'raised');
  return { tags: tags.sort((a, b) => (a.tag.at < b.tag.at ? -1 : Number(a.tag.at > b.tag.at))) };
}
