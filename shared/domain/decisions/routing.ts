import { type BriefContent, missingFrom } from '../brief.ts';
import type { OpenTicket } from '../commands.ts';
import type { BoardEvent } from '../events.ts';
import { serverPerson } from '../person.ts';
import type { Tag } from '../tag.ts';
import type { TicketId } from '../ticket.ts';
import type { TriageRoute, TriageRule } from '../triage.ts';
import type { Context } from './context.ts';

/** How much of the description whoever is tagged reads in the brief. */
const mostLines = 6;
const mostLetters = 1_200;

/** What the rule that matches a new ticket leads to: nobody's act, and nobody owns the ticket because of it. */
export function routed(ticketId: TicketId, command: OpenTicket, context: Context): readonly BoardEvent[] {
  const { triage: rule, charter } = context.settled ?? {};
  if (!rule) return [];
  const route: BoardEvent = {
    type: 'ticketRouted',
    by: serverPerson,
    ticketId,
    ...{ rule: rule.id, name: rule.name, charter: charter?.version ?? 0 },
    ...placeOf(rule.then),
  };
  return rule.then.kind === 'tag'
    ? [route, tagged({ ...rule, then: rule.then }, { ticketId, command }, context)]
    : [route];
}

/** A line that is only tagged does not have the ticket: the tag says whom it asks. */
function placeOf({ kind, target }: TriageRoute) {
  if (target.kind === 'domain') return { domain: target.domain };
  return kind === 'owns' ? { line: target.line } : {};
}

function tagged(
  { name, then }: TriageRule & { readonly then: Extract<TriageRoute, { kind: 'tag' }> },
  { ticketId, command }: { ticketId: TicketId; command: OpenTicket },
  { at, commandId, settled = {} }: Context,
): BoardEvent {
  const brief = arrivalBrief(command);
  const ask = `Please look at this from the start: “${name}” sends such tickets straight to you.`;
  const tag: Tag = {
    ...{ id: commandId, target: then.target, by: serverPerson, at, ask, state: 'raised' },
    ...{ asked: settled.asked ?? [], askedAt: at, declined: [] },
    charter: settled.charter?.version ?? 0,
    missing: missingFrom(brief, settled.required ?? []),
    waived: 'triage',
  };
  return { type: 'tagRaised', by: serverPerson, ticketId, tag, brief: { ...brief, ask } };
}

/** All that is known of a ticket as it arrives: what the customer wrote. */
function arrivalBrief({ title, description = '' }: OpenTicket): BriefContent {
  const lines = description.split(/\r?\n/).filter((line) => line.trim() !== '');
  const told = lines.slice(0, mostLines).join('\n').slice(0, mostLetters);
  const problem = told === '' || told === title ? title : `${title}\n${told}`;
  return { problem, impact: '', steps: [], evidence: [], hypotheses: [] };
}
