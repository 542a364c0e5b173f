import { expect, test, vi } from 'vitest';
import type { BriefContent } from '../../shared/domain/brief.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { RaiseTag } from '../../shared/domain/swarmCommands.ts';
import type { Tag, TagTarget } from '../../shared/domain/tag.ts';
import type { TagCheckReply } from '../../shared/protocol/tagging.ts';
import { aTag, noBrief } from '../../test/support/builders.ts';
import type { Outcome } from './asking.ts';
import { TagDraft, missingIn } from './tagDraft.svelte.ts';

const engineering: TagTarget = { kind: 'line', line: 'L3' };
const reply: TagCheckReply = {
  ...{ charter: 0, required: ['problem', 'error'], missing: ['problem', 'error'], brief: noBrief },
  ...{ asked: [], onDuty: false, nextFrom: null, mayWaive: true, problemHint: null },
};

interface Given {
  readonly brief?: BriefContent;
  readonly answer?: Outcome;
  readonly tags?: readonly Tag[];
}

function aDraft({ brief = noBrief, answer = { seq: 1 }, tags = [] }: Given = {}) {
  const raised: RaiseTag[] = [];
  const draft = new TagDraft({
    ticketId: 'acme-1',
    me: () => 'ada',
    ticket: () => ({ tags }),
    brief: () => brief,
    run: (command) => {
      raised.push(command);
      return Promise.resolve(answer);
    },
    check: () => Promise.resolve(reply),
  });
  return { draft, raised };
}

async function chosen(given: Given = {}) {
  const made = aDraft(given);
  made.draft.choose(engineering);
  await vi.waitUntil(() => made.draft.check !== undefined);
  return made;
}

test('what is missing is told by the investigation as it is here, not as the server last saw it', async () => {
  const { draft } = await chosen({ brief: { ...noBrief, problem: 'Webhooks fail.' } });

  expect(draft.missing).toEqual(['error']);
});

test('what the server said about one target counts for no other', async () => {
  const { draft } = await chosen();

  draft.choose({ kind: 'domain', domain: '10DLC' });

  expect(draft.check).toBeUndefined();
  expect(draft.missing).toEqual([]);
});

test('a tag goes with its one line tidied up, and what was filled in is gone once it is taken', async () => {
  const tag = aTag({ ask: 'Is it ours?' });
  const { draft, raised } = await chosen({ tags: [tag] });
  draft.ask = '  Is it \n ours? ';
  draft.neededBy = '2026-03-02T18:00:00.000Z';

  expect(await draft.raise()).toBe(tag);

  expect(raised).toEqual([
    {
      ...{ type: 'raiseTag', ticketId: 'acme-1', target: engineering, ask: 'Is it ours?' },
      neededBy: '2026-03-02T18:00:00.000Z',
    },
  ]);
  expect([draft.target, draft.ask, draft.neededBy]).toEqual([undefined, '', '']);
});

test('a refusal leaves everything as it was filled in and says what the server misses', async () => {
  const refusal = new Refusal('evidenceMissing', { missing: ['error'] }).toBody();
  const { draft } = await chosen({ answer: { refusal } });
  draft.ask = 'Is it ours?';

  expect(await draft.raise()).toBeUndefined();

  expect(draft.ask).toBe('Is it ours?');
  expect(draft.refusal && missingIn(draft.refusal)).toEqual(['error']);
});

test('“customer blocked” is chosen for one target and does not go along to the next', async () => {
  const { draft } = await chosen();
  draft.setBlocked(true);

  draft.choose({ kind: 'person', person: 'eva' });

  expect(draft.isBlocked).toBe(false);
});

test('somebody who is asked for the same already is found', async () => {
  const { draft } = await chosen({ tags: [aTag({ id: 'before', target: engineering })] });

  expect(draft.twin?.id).toBe('before');
});
