import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { writeHostileDocument, writeUnknownNodes } from '../support/documentHostile.ts';
import { everyTextField, treatedFields } from '../support/hostileFields.ts';
import { hostileExport, hostileLines, hostileTexts } from '../support/hostileText.ts';
import { type Trap, setTrap } from '../support/hostileTrap.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

const lines = hostileLines(200);
const names = hostileLines(80);
const terms = hostileLines(60);
const board = 'hostile';

test('there are payloads of every kind, and each fits into a line', () => {
  expect(hostileTexts.length).toBeGreaterThan(190);
  expect(new Set(hostileTexts).size).toBe(hostileTexts.length);
  expect(Math.max(...hostileTexts.map(({ length }) => length))).toBeLessThanOrEqual(200);
});

test('every field in which somebody may write what they like is treated here', () => {
  expect(Object.values(treatedFields).flat().sort()).toEqual(everyTextField());
});

describeInBrowser('hostile text', () => {
  let browser: Browser;
  let server: TestServer;
  let context: BrowserContext;
  let page: Page;
  let trap: Trap;
  let ada: TestPerson;
  let live: TestSocket;

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    ada = await TestPerson.signIn(server.url, 'Ada', 'admin');
    await ada.ask('POST', '/boards', { id: board, title: names[0] });
    live = await ada.connect();
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    trap = await setTrap(context, server.url);
    const [name = '', value = ''] = ada.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    page = await context.newPage();
  });

  afterAll(async () => {
    live.close();
    await browser.close();
    await server.stop();
  });

  async function run(command: Parameters<TestSocket['run']>[1]): Promise<void> {
    expect(await live.run(board, command)).not.toHaveProperty('error');
  }

  /** Shows a page, lets it come to rest, moves over everything on it and looks into the trap. */
  async function look(path: string, { until, quietly = false }: { until: string; quietly?: boolean }): Promise<void> {
    await page.goto(server.url + path);
    await page.getByText(until, { exact: false }).first().waitFor({ state: 'attached' });
    if (!quietly) await touchEverything();
    expect(trap.take(), path).toEqual([]);
  }

  async function touchEverything(): Promise<void> {
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('main *')) {
        for (const type of ['pointerenter', 'mouseover', 'mousemove', 'focus', 'animationend']) {
          element.dispatchEvent(new Event(type, { bubbles: true }));
        }
      }
    });
    // Whatever was begun by all that has had its turn.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }

  test('the trap notices what gets through', async () => {
    await page.goto(server.url);

    await page
      .evaluate(() => {
        const picture = document.createElement('img');
        picture.src = 'https://beacon.invalid/x';
        document.body.append(picture);
        (globalThis as unknown as { pwned: number }).pwned = 1;
        document.body.insertAdjacentHTML('beforeend', '<b>markup</b>');
      })
      .catch(() => undefined);
    await expect.poll(() => trap.sprung.length, { timeout: 5_000 }).toBe(4);

    expect(trap.take().sort().join('\n')).toMatch(/^asked for .*policy: img-src .*policy: require-trusted.*ran: /s);
  });

  test('cards, columns and the board itself show text as text', async () => {
    const [first = '', ...others] = lines;
    await run({ type: 'renameBoard', title: first });
    for (const title of others.slice(0, 6)) await run({ type: 'addColumn', title, kind: 'working' });
    const { columns } = await ada.snapshot(board);
    for (const [at, { id }] of columns.entries()) {
      await run({ type: 'changeColumn', columnId: id, title: lines[at + 10] ?? '' });
    }
    for (const [at, text] of hostileTexts.entries()) {
      const line = text.trim();
      const columnId = columns[at % columns.length]?.id ?? '';
      const intents = [terms[at % terms.length] ?? ''];
      const fields = { title: line, customer: line, requester: line, segment: line, product: line, intents };
      await run({ type: 'openTicket', ...fields, description: text, columnId });
    }

    await look(`/boards/${board}`, { until: hostileTexts[0] ?? '' });
    await look('/', { until: 'Boards' });
  });

  test('a ticket shows text as text, also what changes while one looks', async () => {
    await look(`/tickets/${board}-1`, { until: hostileTexts[0] ?? '' });
    const ticketId = `${board}-1`;

    for (const [at, line] of lines.entries()) {
      const fields = { title: line, customer: line, requester: line, segment: line, product: line };
      const intents = terms.slice(at % terms.length).slice(0, 5);
      const description = hostileTexts.join('\n\n');
      await run({ type: 'editTicket', ticketId, changes: { ...fields, intents, description } });
    }
    for (const text of hostileTexts) {
      await run({ type: 'postMessage', ticketId, audience: text.length % 2 === 0 ? 'internal' : 'customer', text });
    }
    await run({ type: 'receiveMessage', ticketId, text: hostileTexts.join('\n') });

    await look(`/tickets/${ticketId}`, { until: (hostileTexts.at(-1) ?? '').slice(0, 12) });
  });

  test('the names of people and what is asked of them are text', async () => {
    const ticketId = `${board}-2`;
    for (const name of names.slice(0, 24)) {
      const other = await TestPerson.signIn(server.url, name, 'engineer');
      await run({ type: 'tagPerson', ticketId, person: other.person.id, ask: name });
    }
    const [shown = ''] = names;
    const { person } = await TestPerson.signIn(server.url, names.at(-1) ?? '', 'agent');
    await run({ type: 'assignOwner', ticketId, owner: person.id });

    await look(`/tickets/${ticketId}`, { until: shown });
    await look(`/boards/${board}`, { until: shown.slice(0, 20), quietly: true });
    await look('/settings/people', { until: shown });
    await look(`/settings/people/${encodeURIComponent(person.id)}`, { until: (names.at(-1) ?? '').slice(0, 20) });
  });

  test('profiles, invitations, tokens, webhooks and customers are text', async () => {
    for (const name of names.slice(0, 12)) {
      await ada.ask('POST', '/tokens', { name, scopes: ['readBoards'], days: 1 });
      await ada.ask('POST', '/invitations', { purpose: 'join', preset: 'agent', name });
      await ada.ask('POST', '/webhooks', { direction: 'in', name, board });
    }
    for (const line of lines) {
      const contacts = [{ name: line, email: line, role: line }];
      const customer = {
        name: line,
        aliases: [],
        plan: line,
        segment: line,
        healthNote: hostileTexts.join('\n').slice(0, 2000),
      };
      await ada.ask('POST', '/customers', { ...customer, contacts });
    }
    const profile = { skills: terms.slice(0, 40).map((name) => ({ name, level: 3 })), domains: terms.slice(0, 20) };
    const nothing = { languages: [], workingHours: null, quietHours: null, loadCap: null };
    await ada.ask('PUT', `/people/${ada.person.id}/profile`, { ...profile, ...nothing, timeZone: 'UTC' });

    const [name = ''] = names;
    await look('/settings/tokens', { until: name });
    await look('/settings/webhooks', { until: name });
    await look('/settings/customers', { until: lines[0] ?? '' });
    const found = await ada.ask('GET', '/customers');
    const [customer] = (found.body as { customers: { id: string }[] }).customers;
    await look(`/settings/customers/${customer?.id ?? ''}`, { until: 'pwned' });
    await look('/settings', { until: 'Profile' });
    await look('/settings/audit', { until: 'Audit' });
  });

  test('whatever is written straight into an investigation is text, or not shown', async () => {
    const ticketId = `${board}-3`;
    const client = new DocumentClient(ada, ticketId);
    client.connect();
    await client.until(() => client.synced);
    client.doc.transact(() => {
      writeHostileDocument(client.doc);
    });

    await look(`/tickets/${ticketId}`, { until: (hostileTexts.at(-1) ?? '').slice(0, 12) });
    client.doc.transact(() => {
      writeUnknownNodes(client.doc);
    });
    await look(`/tickets/${ticketId}`, { until: (hostileTexts.at(-1) ?? '').slice(0, 12) });
    client.close();
    const followed = await page
      .locator('main a[href]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
    expect([...new Set(followed)].filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol))).toEqual([]);
  });

  test('files are never run, whatever they hold and are called', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="pwned=1"><script>pwned=1</script></svg>';
    const html = '<!doctype html><script>pwned=1</script><img src="//beacon.invalid/x">';
    for (const [at, body] of [svg, html, `<?xml version="1.0"?>${svg}`].entries()) {
      const response = await fetch(`${server.url}/api/v1/tickets/${board}-1/files`, {
        method: 'POST',
        headers: {
          cookie: ada.cookie,
          'content-type': ['image/svg+xml', 'text/html', 'image/png'][at] ?? '',
          'x-file-name': encodeURIComponent(hostileTexts[at * 30] ?? 'x.svg'),
        },
        body,
      });
      const { url } = (await response.json()) as { url: string };
      // A download ends the navigation; an image element is how a page would show it.
      await page.goto(server.url + url).catch(() => undefined);
      await page.goto(server.url);
      await page.evaluate(async (src) => {
        const picture = new Image();
        document.body.append(picture);
        picture.src = src;
        await picture.decode().catch(() => undefined);
      }, url);
      expect(trap.take(), body).toEqual([]);
    }
  });

  test('what is imported is text', async () => {
    const response = await fetch(`${server.url}/api/v1/imports?board=Imported&format=csv&mapping=vinst-incidents-csv`, {
      method: 'POST',
      headers: { cookie: ada.cookie, 'content-type': 'application/octet-stream' },
      body: hostileExport(),
    });
    expect(await response.text()).toContain('"type":"done"');

    await look('/boards/imported', { until: 'pwned' });
    await look('/tickets/imported-1', { until: 'pwned' });
  });
});
