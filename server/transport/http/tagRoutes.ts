import type { z } from 'zod';
import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { TagTarget } from '../../../shared/domain/tag.ts';
import { tagTargetSchema } from '../../../shared/protocol/swarmCommands.ts';
import {
  type TagCheckReply,
  type TagTargetsReply,
  type UnansweredTagsReply,
  tagCheckSchema,
} from '../../../shared/protocol/tagging.ts';
import { checkTag } from '../../queries/tagCheck.ts';
import { tagTargets } from '../../queries/tagTargets.ts';
import { unansweredTags } from '../../queries/unansweredTags.ts';
import { parse } from '../parse.ts';
import { param, route } from './route.ts';

export const tagRoutes = [
  route({
    method: 'get',
    path: '/tickets/:ticket/tag-check',
    summary: 'What raising a tag would mean now: the evidence it needs, what is missing, and who would be asked',
    access: 'ticket',
    query: tagCheckSchema,
    reply: 'TagCheckReply',
    handle: async (inside, call): Promise<TagCheckReply> => {
      const person = call.person();
      if (!can(person, 'workTickets')) throw new Refusal('notAllowed');
      const target = targetOf(call.query);
      if (target.kind === 'person') assertIsHere(inside.people.state.people.get(target.person), target.person);
      const wish = { target, by: person.id, blocked: call.query.blocked === '1' };
      return checkTag(inside, param(call, 'ticket'), wish);
    },
  }),
  route({
    method: 'get',
    path: '/tags/unanswered',
    summary: 'Tags on open tickets that nobody has accepted, longest waiting first',
    access: 'readBoards',
    reply: 'UnansweredTagsReply',
    handle: async (inside): Promise<UnansweredTagsReply> => unansweredTags(inside),
  }),
  route({
    method: 'get',
    path: '/tag-targets',
    summary: 'What can be tagged besides people: lines and specialist domains',
    access: 'workTickets',
    reply: 'TagTargetsReply',
    handle: async ({ people, clock }): Promise<TagTargetsReply> =>
      Promise.resolve(tagTargets(people.state, clock.now())),
  }),
];

function targetOf({ kind, line, domain, person }: z.infer<typeof tagCheckSchema>): TagTarget {
  const named = { line: { line }, domain: { domain }, person: { person } }[kind];
  return parse(tagTargetSchema, { kind, ...named });
}

/** As for the command: nobody can ask anything of a machine. */
function assertIsHere(somebody: { left?: true; preset: string } | undefined, person: string): void {
  if (!somebody || somebody.left || somebody.preset === 'machine') throw new Refusal('personNotFound', { person });
}
