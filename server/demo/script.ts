import type { Role } from './cast.ts';
import type { Colleague } from './colleague.ts';
import { type Borrowed, borrow, bringBack } from './moves.ts';
import { type Scene, ticketOfScene } from './scene.ts';
import { type Tools, breath, visit } from './visit.ts';

export interface Part {
  readonly role: Role;
  /** What comes first; the rest is up to chance. */
  readonly opening: 'visit' | 'move';
}

/** A colleague at work until `pause` rejects; leaves the board as it was found, apart from what was written. */
export async function work(colleague: Colleague, { role, opening }: Part, tools: Tools): Promise<void> {
  const scenes = new Turns(role.scenes);
  let away: Borrowed | undefined;
  let next: string = opening;
  try {
    for (;;) {
      if (next === 'visit') await visitNext(colleague, scenes, tools);
      else if (next === 'move') {
        if (away) await bringBack(colleague, away);
        away = await borrow(colleague, tools);
      } else await lookAround(colleague, tools);
      colleague.attend(null);
      await breath(tools);
      next = tools.chance.pick(['visit', 'visit', 'visit', 'move', 'move', 'look']) ?? 'look';
    }
  } finally {
    if (away) await bringBack(colleague, away);
  }
}

/** Every scene once before any comes again. */
class Turns {
  readonly #all: readonly Scene[];
  #left: Scene[] = [];

  constructor(scenes: readonly Scene[]) {
    this.#all = scenes;
  }

  next({ chance }: Tools): Scene | undefined {
    if (this.#left.length === 0) this.#left = [...this.#all];
    const scene = chance.pick(this.#left);
    this.#left = this.#left.filter((other) => other !== scene);
    return scene;
  }
}

async function visitNext(colleague: Colleague, scenes: Turns, tools: Tools): Promise<void> {
  const scene = scenes.next(tools);
  const ticket = scene && ticketOfScene(colleague.board, scene);
  if (ticket && !colleague.isTaken(ticket.id)) await visit(colleague, { ticket, scene }, tools);
}

/** Reads a ticket and does nothing to it. */
async function lookAround(colleague: Colleague, tools: Tools): Promise<void> {
  const ticket = tools.chance.pick([...colleague.board.tickets.values()]);
  if (ticket) colleague.attend(ticket.id);
  await breath(tools);
}
