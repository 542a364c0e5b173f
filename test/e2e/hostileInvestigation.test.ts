import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { partsOf } from '../../shared/document/investigation.ts';
import { describeInBrowser } from '../support/chromium.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { writeHostileDocument, writeUnknownNodes } from '../support/documentHostile.ts';
import { hostileStates } from '../support/hostileStates.ts';
import { hostileLines, hostileTexts } from '../support/hostileText.ts';
import { HostileWorld, hostileTimes } from '../support/hostileWorld.ts';
import { TestPerson } from '../support/person.ts';

const names = hostileLines(80);
const lastText = (hostileTexts.at(-1) ?? '').slice(0, 12);
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="pwned=1"><script>pwned=1</script></svg>';
const html = '<!doctype html><script>pwned=1</script><img src="//beacon.invalid/x">';

vi.setConfig(hostileTimes);

describeInBrowser('hostile people in an investigation', () => {
  let world: HostileWorld;
  let ticket: string;

  beforeAll(async () => {
    world = await HostileWorld.open(names[0] ?? '');
    await world.run({ type: 'openTicket', title: 'pwned', customer: 'Acme', description: '' });
    ticket = `/tickets/${world.board}-1`;
  });

  afterAll(() => world.close());

  async function clientOf(person: TestPerson): Promise<DocumentClient> {
    const client = new DocumentClient(person, `${world.board}-1`);
    client.connect();
    await client.until(() => client.synced);
    return client;
  }

  test('the trap notices what gets through', async () => {
    await world.page.goto(world.server.url);

    await world.page
      .evaluate(() => {
        const picture = document.createElement('img');
        picture.src = 'https://beacon.invalid/x';
        document.body.append(picture);
        (globalThis as unknown as { pwned: number }).pwned = 1;
        setTimeout(() => {
          throw new Error('on purpose');
        });
        document.body.insertAdjacentHTML('beforeend', '<b>markup</b>');
      })
      .catch(() => undefined);
    await expect.poll(() => world.trap.sprung.length, { timeout: 30_000 }).toBe(5);

    const sprung = world.trap.take().sort().join('\n');
    expect(sprung).toMatch(/^asked for .*broke: .*on purpose.*policy: img-src .*policy: require-trusted.*ran: /s);
  });

  test('whatever is written straight into an investigation is text, or not shown', async () => {
    const client = await clientOf(world.ada);
    client.doc.transact(() => {
      writeHostileDocument(client.doc);
    });

    await world.look(ticket, lastText);
    client.doc.transact(() => {
      writeUnknownNodes(client.doc);
    });
    await world.look(ticket, lastText);
    client.close();
    const links = world.page.locator('main a[href]');
    const protocols = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    expect([...new Set(protocols)].filter((one) => !['http:', 'https:', 'mailto:'].includes(one))).toEqual([]);
  });

  test('what somebody tells of themselves while others look is text, and stops nobody', async () => {
    const mallory = await TestPerson.signIn(world.server.url, names[3] ?? '', 'agent');
    await world.look(ticket, lastText);
    const client = await clientOf(mallory);
    await client.until(() => partsOf(client.doc).notes.length > 0);

    for (const state of hostileStates(client.doc)) {
      client.tell(state);
      await world.touchEverything();
    }
    expect(client.isOpen).toBe(true);
    await world.see(lastText, 'the ticket with somebody hostile in it');
    client.close();
  });

  test('what is pasted is text, whatever markup it brings along', async () => {
    await world.run({ type: 'openTicket', title: 'pwned', customer: 'Acme', description: '' });
    await world.look(`/tickets/${world.board}-2`);
    const notes = world.page.getByRole('textbox', { name: 'Notes' });

    for (const type of ['text/html', 'text/plain']) {
      for (const text of [...hostileTexts, hostileTexts.join('\n')]) {
        await notes.evaluate(
          (element, data) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData(data.type, data.text);
            element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          },
          { type, text },
        );
      }
    }

    await world.see(lastText, 'the notes with everything pasted into them');
  });

  test('files are never run, whatever they hold and are called', async () => {
    for (const [at, body] of [svg, html, `<?xml version="1.0"?>${svg}`].entries()) {
      const response = await fetch(`${world.server.url}/api/v1${ticket}/files`, {
        method: 'POST',
        headers: {
          cookie: world.ada.cookie,
          'content-type': ['image/svg+xml', 'text/html', 'image/png'][at] ?? '',
          'x-file-name': encodeURIComponent(hostileTexts[at * 30] ?? 'x.svg'),
        },
        body,
      });
      expect(response.status).toBe(200);
      const { url } = (await response.json()) as { url: string };
      // A download ends the navigation; an image element is how a page would show it.
      await world.page.goto(world.server.url + url).catch(() => undefined);
      await world.page.goto(world.server.url);
      await world.page.evaluate(async (src) => {
        const picture = new Image();
        document.body.append(picture);
        picture.src = src;
        await picture.decode().catch(() => undefined);
      }, url);
      expect(world.trap.take(), body).toEqual([]);
    }
  });

  test.each([
    ['/boards/hostile', ['q', 'owner', 'customer', 'priority']],
    ['/boards/hostile', ['peek', 'product', 'intent']],
    ['/settings/audit', ['q', 'person', 'board', 'ticket']],
    ['/settings/customers', ['q', 'segment']],
    ['/tickets/', []],
    ['/boards/', []],
  ])('what an address asks for is text: %s with %j', async (path, fields) => {
    for (const text of hostileLines(1200)) {
      const query = new URLSearchParams(fields.map((field) => [field, text]));
      const more = fields.length === 0 ? encodeURIComponent(text) : `?${query.toString()}`;
      await world.page.goto(world.server.url + path + more);
      await world.page.locator('main').first().waitFor();
      await world.page.waitForLoadState('networkidle');
      await world.touchEverything();
      expect(world.trap.take(), text).toEqual([]);
    }
  });
});
