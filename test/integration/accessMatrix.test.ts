import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { type RefusalCode, refusals } from '../../shared/domain/refusals.ts';
import {
  type AccessWorld,
  type PrincipalName,
  type Subject,
  createAccessWorld,
  principals,
  subjects,
} from '../support/accessWorld.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type Row, rows } from './accessMatrixRows.ts';

interface Answer {
  readonly status: number;
  /** The body with what was named in the address replaced by the name of the parameter. */
  readonly text: string;
}

let running: Running;
let world: AccessWorld;
let routes: string[];

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  world = await createAccessWorld(running.url);
  const document = (await (await fetch(`${running.url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
});

afterAll(() => running.stop());

async function ask(route: string, who: PrincipalName, subject: Subject): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const { query = '', body } = rows[route] ?? {};
  const named = [...template.matchAll(/\{(\w+)\}/g)].map(([whole, name = '']) => {
    return { whole, id: world.id(name, subject, who) };
  });
  const path = named.reduce((so, { whole, id }) => so.replace(whole, encodeURIComponent(id)), template);
  const response = await fetch(`${world.url}/api/v1${path}${query}`, {
    method,
    redirect: 'manual',
    headers: { ...world.headers[who], ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = named.reduce((so, { whole, id }) => so.replaceAll(id, whole), await response.text());
  return { status: response.status, text };
}

/** What a principal is to hear; null when it is not asked. */
function expected(row: Row, who: PrincipalName, subject: Subject): { status: number; code?: RefusalCode } | null {
  const code = refusalFor(row, who, subject);
  if (code !== undefined) return { status: refusals[code].status, code };
  const hears = row.except?.[who] ?? row.hears;
  const status = typeof hears === 'number' ? hears : hears[subject];
  return status === null ? null : { status };
}

/** Why somebody is not let in; undefined when they are. */
function refusalFor(row: Row, who: PrincipalName, subject: Subject): RefusalCode | undefined {
  if (row.open) return undefined;
  if (['nobody', 'left', 'revoked'].includes(who)) return 'signInNeeded';
  if (row.guests && who === 'guest') return subject === 'own' ? undefined : 'ticketNotFound';
  const isLet = row.lets.includes(who) || row.except?.[who] !== undefined;
  return isLet ? undefined : (row.others ?? 'notAllowed');
}

function isAsWanted({ status, text }: Answer, wanted: { status: number; code?: RefusalCode }): boolean {
  return status === wanted.status && (wanted.code === undefined || text.includes(`"code":"${wanted.code}"`));
}

/** Refused the same whatever they name. */
function isKeptOut(row: Row, who: PrincipalName): boolean {
  return !row.open && row.except?.[who] === undefined && !row.lets.includes(who);
}

test('every route has a row, and every row a route', () => {
  expect(Object.keys(rows).sort()).toEqual([...routes].sort());
});

test.each(Object.keys(rows))('%s answers everybody as its row says', async (route) => {
  const row = rows[route];
  if (!row) throw new Error('unreachable');
  const named = route.includes('{') ? subjects : (['own'] as const);
  const wrong: string[] = [];
  for (const who of principals) {
    const answers = new Map<Subject, Answer>();
    for (const subject of named) {
      const wanted = expected(row, who, subject);
      if (wanted === null) continue;
      const answer = await ask(route, who, subject);
      answers.set(subject, answer);
      if (!isAsWanted(answer, wanted)) wrong.push(`${who}, ${subject}: ${JSON.stringify({ wanted, answer })}`);
    }
    const [foreign, absent] = [answers.get('foreign'), answers.get('absent')];
    if (isKeptOut(row, who) && JSON.stringify(foreign) !== JSON.stringify(absent)) {
      wrong.push(`${who} can tell foreign from absent: ${JSON.stringify([foreign, absent])}`);
    }
  }
  expect(wrong).toEqual([]);
});
