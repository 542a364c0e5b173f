import { serverPerson } from '../domain/person.ts';
import type { TimelineEvent } from './http.ts';

/**
 * What kind of moment it is: `words` people wrote, what was done to the ticket (`work`), `help` that was asked for and given,
 * or the `investigation`. `hidden`: machinery, or about the board rather than this ticket.
 */
export type MomentKind = 'words' | 'work' | 'help' | 'investigation' | 'hidden';

const kinds: Readonly<Record<TimelineEvent['event']['type'], MomentKind>> = {
  ticketOpened: 'words',
  messagePosted: 'words',
  tagAnswered: 'words',
  ticketMoved: 'work',
  ticketEdited: 'work',
  ownerChanged: 'work',
  ticketErased: 'work',
  historyReplaced: 'work',
  workRecorded: 'work',
  momentPinned: 'work',
  momentUnpinned: 'work',
  swarmJoined: 'help',
  swarmLeft: 'help',
  contributionMade: 'help',
  tagRaised: 'help',
  tagNudged: 'help',
  tagPassedOn: 'help',
  tagAccepted: 'help',
  tagDeclined: 'help',
  tagJoined: 'help',
  tagEnded: 'help',
  handRaised: 'help',
  helpOffered: 'help',
  handLowered: 'help',
  playStarted: 'help',
  playChanged: 'help',
  playEnded: 'help',
  ticketRouted: 'help',
  bugSuspected: 'investigation',
  bugCleared: 'investigation',
  hypothesisAdded: 'investigation',
  hypothesisStatus: 'investigation',
  evidenceAdded: 'investigation',
  ticketRecalled: 'hidden',
  boardCreated: 'hidden',
  boardRenamed: 'hidden',
  columnAdded: 'hidden',
  columnChanged: 'hidden',
  columnsOrdered: 'hidden',
  columnRemoved: 'hidden',
  viewSaved: 'hidden',
  viewRemoved: 'hidden',
};

export function kindOf({ event }: TimelineEvent): MomentKind {
  if (event.type === 'tagEnded' && event.coaching !== undefined) return 'words';
  return kinds[event.type];
}

/** Words that belong to the help somebody gave: both filters show them. */
export function isHelp({ event }: TimelineEvent): boolean {
  return kinds[event.type] === 'help' || event.type === 'tagAnswered';
}

/** Nobody asked for it: a reminder, a rule, something that ran out. */
export function isByItself({ by }: TimelineEvent): boolean {
  return by === serverPerson;
}
