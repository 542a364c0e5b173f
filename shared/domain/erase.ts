import type { Brief } from './brief.ts';
import type { Decline, Tag } from './tag.ts';
import type { Pin, Ticket } from './ticket.ts';

/** What stands where something was erased. */
export const erasedText = '[erased]';
export const erasedCustomerName = 'Erased customer';

/** A ticket with nothing left that tells of its customer; clocks, owner, column and counts stay, so that it can be counted. */
export function erasedTicket(ticket: Ticket): Ticket {
  const { tags, hand, bug, pins } = ticket;
  const rest: { -readonly [K in keyof Ticket]: Ticket[K] } = { ...ticket };
  delete rest.requester;
  return {
    ...rest,
    title: erasedText,
    customer: erasedCustomerName,
    intents: [],
    ...(tags && { tags: tags.map(erasedTag) }),
    ...(hand && { hand: { ...hand, what: erasedText } }),
    ...(bug && { bug: { ...bug, why: erasedText } }),
    ...(pins && { pins: pins.map(erasedPin) }),
  };
}

export function isErased({ title, customer }: Ticket): boolean {
  return title === erasedText && customer === erasedCustomerName;
}

export function erasedTag(tag: Tag): Tag {
  return { ...tag, ask: erasedText, declined: tag.declined.map(erasedDecline) };
}

export function erasedDecline(decline: Decline): Decline {
  return { ...decline, ...(decline.note !== undefined && { note: erasedText }) };
}

export function erasedPin(pin: Pin): Pin {
  return { ...pin, ...(pin.note !== undefined && { note: erasedText }) };
}

/** Kinds, times and statuses stay, so that it can be counted what a tag came with. */
export function erasedBrief({ problem, impact, steps, evidence, hypotheses }: Brief): Brief {
  const erased = (text: string) => (text === '' ? '' : erasedText);
  return {
    problem: erased(problem),
    impact: erased(impact),
    steps: steps.map(erased),
    ask: erasedText,
    evidence: evidence.map((one) => ({ ...one, text: erased(one.text), source: erased(one.source), file: null })),
    hypotheses: hypotheses.map((one) => ({ ...one, text: erased(one.text), nextTest: erased(one.nextTest) })),
  };
}
