import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { helpersSchema } from '../../../shared/protocol/helping.ts';
import { type HelperPorts, suggestHelpers } from '../../queries/helpers.ts';
import { type Route, param, route } from './route.ts';

export function helperRoutes({ presentOn }: Pick<HelperPorts, 'presentOn'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/tickets/:ticket/helpers',
      summary: 'Whom to ask for help on a ticket: the smallest set of people who cover it, others who could, and why',
      access: 'ticket',
      query: helpersSchema,
      reply: 'HelpersReply',
      handle: async ({ boards, people, store, clock }, call) => {
        const person = call.person();
        if (!can(person, 'workTickets')) throw new Refusal('notAllowed');
        const { log, projections } = store;
        const ports = { boards, people, log, projections, clock, presentOn };
        return suggestHelpers(ports, { ticketId: param(call, 'ticket'), skills: call.query.skills, by: person.id });
      },
    }),
  ];
}
