import * as Y from 'yjs';
import { addEvidence, readEvidence } from '../../shared/document/evidence.ts';
import {
  type HypothesisStatus,
  addHypothesis,
  cite,
  readHypotheses,
  setStatus,
} from '../../shared/document/hypothesis.ts';
import { partsOf } from '../../shared/document/investigation.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Chance } from './chance.ts';
import type { Colleague } from './colleague.ts';
import type { OpenInvestigation } from './openInvestigation.ts';
import type { Ration } from './ration.ts';
import type { Scene } from './scene.ts';
import { sceneIds, tidy } from './tidy.ts';
import { type Hands, type Pause, addParagraph, removeBlock, type } from './typing.ts';

/** What a colleague works with. */
export interface Tools {
  readonly chance: Chance;
  readonly pause: Pause;
  readonly ration: Ration;
  readonly now: () => Date;
}

/** Between two acts. */
export function breath({ chance, pause }: Tools): Promise<void> {
  return pause(chance.between(4_000, 12_000));
}

/** Goes to the ticket of a scene, adds to its investigation and leaves. Gives way at once to anybody real who writes there. */
export async function visit(
  colleague: Colleague,
  { ticket, scene }: { ticket: Ticket; scene: Scene },
  tools: Tools,
): Promise<void> {
  colleague.attend(ticket.id);
  await breath(tools);
  const hasJoined = await join(colleague, ticket, tools);
  const room = await colleague.open(ticket.id);
  try {
    await new Visit(colleague, room, { ticket, scene, tools }).play();
  } finally {
    room.close();
    colleague.attend(null);
    if (hasJoined) await colleague.run({ type: 'leaveSwarm', ticketId: ticket.id });
  }
}

/** False for somebody who has been in the swarm before: who came earlier also stays longer. */
async function join(colleague: Colleague, { id, swarm }: Ticket, { ration }: Tools): Promise<boolean> {
  if (swarm.some(({ person }) => person === colleague.person.id) || !ration.take(2)) return false;
  return colleague.run({ type: 'joinSwarm', ticketId: id });
}

interface Plan {
  readonly ticket: Ticket;
  readonly scene: Scene;
  readonly tools: Tools;
}

class Visit {
  readonly #colleague: Colleague;
  readonly #room: OpenInvestigation;
  readonly #plan: Plan;
  readonly #hands: Hands;

  constructor(colleague: Colleague, room: OpenInvestigation, plan: Plan) {
    this.#colleague = colleague;
    this.#room = room;
    this.#plan = plan;
    this.#hands = { ...plan.tools, mayGoOn: () => this.#mayGoOn() };
  }

  async play(): Promise<void> {
    if (!this.#mayGoOn()) return;
    tidy(this.#room.doc, this.#plan.scene, (person) => this.#colleague.isReal(person));
    for (const act of this.#acts()) {
      if (!this.#mayGoOn()) return;
      this.#colleague.attend(this.#plan.ticket.id, 'editing');
      await act();
      this.#room.enter(null);
      this.#colleague.attend(this.#plan.ticket.id);
      await breath(this.#plan.tools);
    }
  }

  #acts(): (() => void | Promise<void>)[] {
    const { notes, outcome } = this.#plan.scene;
    const [first, ...more] = notes.map((line) => () => this.#note(line));
    const examination = [
      () => this.#suspect(),
      () => this.#settle('testing'),
      () => this.#find(),
      () => this.#cite(),
      () => this.#settle(outcome),
    ];
    return [...(first ? [first] : []), ...(this.#isKept() ? [] : examination), ...more, () => this.#message()];
  }

  /** Whether somebody has made what an earlier visit left their own. */
  #isKept(): boolean {
    const ids = sceneIds(this.#plan.scene);
    return this.#hypothesis() !== undefined || readEvidence(this.#room.doc).some(({ id }) => id === ids.evidence);
  }

  #mayGoOn(): boolean {
    const isReal = (person: string) => this.#colleague.isReal(person);
    return !this.#colleague.isTaken(this.#plan.ticket.id) && !this.#room.peopleInside().some(isReal);
  }

  async #note(text: string): Promise<void> {
    const { notes } = partsOf(this.#room.doc);
    this.#room.enter('notes');
    const paragraph = addParagraph(notes);
    if (!(await type(this.#room, { paragraph, text }, this.#hands))) removeBlock(notes, paragraph);
  }

  async #suspect(): Promise<void> {
    const { hypothesis } = this.#plan.scene;
    const id = sceneIds(this.#plan.scene).hypothesis;
    addHypothesis(this.#room.doc, { id }, this.#act());
    await this.#fill(this.#hypothesis()?.statement, hypothesis.text, `hypothesis:${id}`);
    await this.#fill(this.#hypothesis()?.nextTest, hypothesis.nextTest, `hypothesis:${id}`);
  }

  #settle(status: HypothesisStatus): void {
    const { hypothesis: id } = sceneIds(this.#plan.scene);
    this.#room.enter(`hypothesis:${id}`);
    if (this.#hypothesis()) setStatus(this.#room.doc, id, { status, ...this.#act() });
  }

  async #find(): Promise<void> {
    const { kind, text, source } = this.#plan.scene.evidence;
    const id = sceneIds(this.#plan.scene).evidence;
    addEvidence(this.#room.doc, { id, kind, source }, this.#act());
    const fact = readEvidence(this.#room.doc).find((one) => one.id === id)?.fact;
    await this.#fill(fact, text, `evidence:${id}`);
  }

  #cite(): void {
    const { hypothesis, evidence } = sceneIds(this.#plan.scene);
    const stance = this.#plan.scene.outcome === 'refuted' ? 'against' : 'for';
    cite(this.#room.doc, hypothesis, { evidenceId: evidence, stance });
  }

  async #message(): Promise<void> {
    const { ticket, scene, tools } = this.#plan;
    const said = await this.#colleague.messagesOf(ticket.id);
    if (said.includes(scene.message) || !tools.ration.take(1)) return;
    await tools.pause(scene.message.length * 100);
    if (!this.#mayGoOn()) return;
    const message = { audience: 'internal', text: scene.message } as const;
    await this.#colleague.run({ type: 'postMessage', ticketId: ticket.id, ...message });
  }

  async #fill(fragment: Y.XmlFragment | undefined, text: string, place: string): Promise<void> {
    const paragraph = fragment?.get(0);
    if (!(paragraph instanceof Y.XmlElement)) return;
    this.#room.enter(place);
    await type(this.#room, { paragraph, text }, this.#hands);
  }

  #hypothesis() {
    const { hypothesis } = sceneIds(this.#plan.scene);
    return readHypotheses(this.#room.doc).find(({ id }) => id === hypothesis);
  }

  #act() {
    return { by: this.#colleague.person.id, at: this.#plan.tools.now().toISOString() };
  }
}
