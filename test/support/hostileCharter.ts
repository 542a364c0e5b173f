import type { CharterReply, TriageRuleReply } from '../../shared/protocol/charter.ts';
import { hostileLines, hostileTexts } from './hostileText.ts';
import type { HostileWorld } from './hostileWorld.ts';

const names = hostileLines(80);
const terms = hostileLines(60);
const prose = hostileTexts.join('\n').slice(0, 2_000).trim();

/** Publishes a charter and keeps a triage rule in which everything is hostile, and looks at all their pages. */
export async function writeHostileCharter(world: HostileWorld): Promise<void> {
  await world.ask('publishCharterSchema', 'POST /charter', await hostileCharter(world));
  const { rule } = (await world.ask('triageRuleSchema', 'POST /triage/rules', hostileRule())) as TriageRuleReply;

  for (const page of ['charter', 'charter/1', 'charter/edit', 'triage', `triage/${rule.id}`]) {
    await world.look(`/settings/${page}`);
  }
  // The tickets that it would have sent on are shown as well.
  await world.page.getByRole('button', { name: 'Try it', exact: true }).click();
  await world.page.getByText('past tickets').last().waitFor();
  await world.see('pwned', 'a rule that was tried');
  await world.ada.ask('DELETE', `/triage/rules/${rule.id}`);
}

async function hostileCharter({ ada }: HostileWorld): Promise<object> {
  const { charter } = (await ada.ask('GET', '/charter')).body as CharterReply;
  const rule = { allowed: true, rule: prose };
  const lines = charter.lines.map(({ line, required }, at) => ({
    ...{ line, required, name: terms[at] ?? '', scope: prose, response: { minutes: 1, words: prose } },
    // Who owns an intent has one answer.
    ...{ intents: terms.slice(8 * at, 8 * at + 8), systems: terms.slice(0, 50), triggers: names.slice(0, 50) },
  }));
  const domains = terms.slice(40, 44).map((domain) => ({ domain, intents: [`${domain} again`], required: [] }));
  const written = { lines, domains, jump: rule, parallelOwn: rule, unanswered: charter.unanswered };
  return { basedOn: charter.version, note: prose.slice(0, 500).trim(), charter: written };
}

function hostileRule(): object {
  const most = names.slice(0, 50);
  const when = { intents: terms.slice(0, 50), words: ['pwned', ...names.slice(1, 50)], segments: most, products: most };
  const target = { kind: 'domain', domain: terms[0] };
  return { name: names[0], isOn: false, when, then: { kind: 'tag', target } };
}
