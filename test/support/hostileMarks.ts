import { mostViews } from '../../shared/domain/savedView.ts';
import { mostPins } from '../../shared/domain/ticket.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import { hostileLines, hostileTexts } from './hostileText.ts';
import type { HostileWorld } from './hostileWorld.ts';

const lines = hostileLines(200);
/** What a saved view may be called by, which is kept as it was sent. */
const ids = hostileTexts.filter(({ length }) => length <= 128);

/** What the filter of a view begins with. */
const kinds = ['', 'q=', 'owner=', 'intent='];

/** Suspected bugs, pinned moments and saved views in which everything is hostile; looks at all that shows them. */
export async function writeHostileMarks(world: HostileWorld): Promise<void> {
  await suspectBugs(world);
  await pinMoments(world);
  await saveViews(world);
}

async function suspectBugs(world: HostileWorld): Promise<void> {
  for (const [at, why] of lines.entries()) {
    await world.run({ type: 'suspectBug', ticketId: `${world.board}-${String(at + 4)}`, why });
  }

  await world.look('/shadow-queue', lines.at(-1));
  await world.look(`/tickets/${world.board}-4`, 'Suspected bug');
}

/** Some that happened, and some that never did. */
async function pinMoments(world: HostileWorld): Promise<void> {
  const ticketId = `${world.board}-4`;
  const { events } = (await world.ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
  const moments = [...events.slice(0, 2).map(({ id }) => id), ...lines.slice(0, mostPins - 2)];
  for (const [at, moment] of moments.entries()) {
    await world.run({ type: 'pinMoment', ticketId, moment, note: lines[at % lines.length] ?? '' });
  }
  await world.run({ type: 'unpinMoment', ticketId, moment: moments.at(-1) ?? '' });

  await world.look(`/tickets/${ticketId}`, lines[0]);
  await world.page
    .getByRole('region', { name: 'Pinned moments' })
    .getByRole('button', { name: /^Show all/ })
    .click();
  await world.see(lines[8] ?? '', 'all that is pinned');
}

async function saveViews(world: HostileWorld): Promise<void> {
  const shown = lines.slice(0, mostViews);
  for (const [at, title] of shown.entries()) {
    const filter = `${kinds[at % kinds.length] ?? ''}${title}`;
    await world.run({ type: 'saveView', viewId: ids[at] ?? '', title, filter });
  }
  await world.run({ type: 'removeView', viewId: ids[shown.length - 1] ?? '' });

  await world.look(`/boards/${world.board}`, shown.at(-2));
  const views = world.page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  // One of each kind of filter.
  for (const at of [1, 2, 3, 4]) {
    await views.nth(at).click();
    await world.see(lines[at - 1] ?? '', `the board as view ${String(at)} shows it`);
  }
}
