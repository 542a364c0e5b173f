import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import type { CustomerReply, CustomersImportReply, CustomersReply } from '../../shared/protocol/customers.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Customers over the API; runs once on each store. */
export function customersSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let admin: TestPerson;

  beforeAll(async () => {
    const env = { PORT: '0', DATA_DIR: temporaryFolder('data'), SWARMBOARD_DEV: '1', ...settings() };
    running = await start(readConfig(env));
    admin = await TestPerson.signIn(running.url, 'Ada', 'admin');
  });

  afterAll(() => running.stop());

  async function add(fields: Partial<Customer>): Promise<Customer> {
    const { status, body } = await admin.ask('POST', '/customers', fields);
    expect([status, body]).toMatchObject([200, { customer: { name: fields.name } }]);
    return (body as CustomerReply).customer;
  }

  async function found(query: string): Promise<string[]> {
    const { body } = await admin.ask('GET', `/customers?${query}`);
    return (body as CustomersReply).customers.map(({ name }) => name);
  }

  async function importList(text: string | Uint8Array<ArrayBuffer>, dryRun = '0'): Promise<CustomersImportReply> {
    const response = await sendList(text, dryRun);
    const body = await response.text();
    expect([response.status, body]).toMatchObject([200, expect.any(String)]);
    return JSON.parse(body) as CustomersImportReply;
  }

  function sendList(text: string | Uint8Array<ArrayBuffer>, dryRun = '0'): Promise<Response> {
    const headers = { cookie: admin.cookie, 'content-type': 'text/csv' };
    return fetch(`${running.url}/api/v1/customers/import?dryRun=${dryRun}`, { method: 'POST', body: text, headers });
  }

  async function exported(): Promise<string> {
    const response = await fetch(`${running.url}/api/v1/customers.csv`, { headers: { cookie: admin.cookie } });
    // Response.text() would take the byte order mark off.
    return Buffer.from(await response.arrayBuffer()).toString();
  }

  test('a customer is found by any word that is known about it', async () => {
    const contacts = [{ name: 'Mara Voss', email: 'mara@findable.example', role: 'CTO' }];
    await add({ name: 'Findable Ltd', aliases: ['FND'], plan: 'Scale', segment: 'Findable segment', contacts });
    await add({ name: 'Findable Sister', segment: 'Another' });

    expect(await found('q=findable')).toEqual(['Findable Ltd', 'Findable Sister']);
    for (const words of ['fnd', 'SCALE findable', 'voss', 'mara@findable', 'cto voss']) {
      expect(await found(`q=${encodeURIComponent(words)}`), words).toEqual(['Findable Ltd']);
    }
    expect(await found('segment=Another&q=findable')).toEqual(['Findable Sister']);
    expect(await found('q=findable+nonsense')).toEqual([]);
  });

  test('who asks for an erasure again because the answer got lost is answered, by the name there was', async () => {
    const { id, name } = await add({ name: 'Twice Ltd' });
    await admin.ask('POST', `/customers/${id}/erase`, { name });

    const { status, body } = await admin.ask('POST', `/customers/${id}/erase`, { name });

    expect([status, body]).toMatchObject([200, { tickets: 0, entries: 0 }]);
  });

  test('a list comes page by page, by name', async () => {
    for (const name of ['Paged C', 'paged a', 'Paged B']) await add({ name });

    const first = (await admin.ask('GET', '/customers?q=paged&limit=2')).body as CustomersReply;
    const second = (await admin.ask('GET', `/customers?q=paged&limit=2&after=${first.next ?? ''}`))
      .body as CustomersReply;

    expect(first.customers.map(({ name }) => name)).toEqual(['paged a', 'Paged B']);
    expect(second.customers.map(({ name }) => name)).toEqual(['Paged C']);
    expect([first.total, second.next]).toEqual([3, null]);
  });

  test('a renamed customer keeps its old name as an alias, and with it its tickets', async () => {
    const { id } = await add({ name: 'Old Name' });
    const board = await admin.createBoard('Renames');
    const command = { type: 'openTicket', title: 'Help', customer: 'old  NAME' };
    await admin.ask('POST', '/commands', { board, id: 'rename-open', command });

    const { body } = await admin.ask('POST', `/customers/${id}`, { name: 'New Name' });

    const { customer, tickets } = body as CustomerReply;
    expect([customer.name, customer.aliases]).toEqual(['New Name', ['Old Name']]);
    expect(tickets.map(({ title }) => title)).toEqual(['Help']);
  });

  test('no two customers are called the same, by name or alias, whatever the case', async () => {
    await add({ name: 'Unique', aliases: ['The One'] });

    for (const fields of [{ name: 'UNIQUE' }, { name: 'the  one' }, { name: 'Else', aliases: ['unique'] }]) {
      const { status, body } = await admin.ask('POST', '/customers', fields);
      expect([status, (body as { error: { code: string } }).error.code]).toEqual([409, 'customerExists']);
    }
  });

  test('who may not read customers is told so, and who may only read changes nothing', async () => {
    const { id } = await add({ name: 'Guarded' });
    const engineer = await TestPerson.signIn(running.url, 'Edda', 'engineer');
    const agent = await TestPerson.signIn(running.url, 'Agnes', 'agent');

    expect((await engineer.ask('GET', '/customers')).status).toBe(403);
    expect((await engineer.ask('GET', `/customers/${id}`)).status).toBe(403);
    expect((await agent.ask('GET', `/customers/${id}`)).status).toBe(200);
    expect((await agent.ask('POST', `/customers/${id}`, { plan: 'Free' })).status).toBe(403);
    expect((await agent.ask('POST', `/customers/${id}/erase`, { name: 'Guarded' })).status).toBe(403);
    expect((await agent.ask('GET', `/customers/${id}/export`)).status).toBe(403);
  });

  test('a new ticket gets the segment of its customer unless it says one', async () => {
    await add({ name: 'Segmented', aliases: ['SGM'], segment: 'Enterprise' });
    const board = await admin.createBoard('Segments');

    const open = { type: 'openTicket', title: 'Help', customer: 'sgm' };
    await admin.ask('POST', '/commands', { board, id: 'segment-filled', command: open });
    await admin.ask('POST', '/commands', { board, id: 'segment-given', command: { ...open, segment: 'Trial' } });

    const { tickets } = await admin.snapshot(board);
    expect(tickets.map(({ segment }) => segment)).toEqual(['Enterprise', 'Trial']);
  });

  test('a dry run tells what an import then does; a repetition changes nothing', async () => {
    const list = [
      'Company;Plan;SEGMENT;Health_Note;Aliases;Contact Name;Contact Email;Contact Role;Colour',
      'Imported One;Scale;Mid;"Two\nlines";I1|First\\|One;Ann;ann@one.example;CTO;red',
      'Imported One;;;;;Ben;ben@one.example;;',
      ';Scale;;;;;;;',
      'Imported Two;;;;;;;Boss;',
    ].join('\r\n');

    const dry = await importList(list, '1');
    const before = await found('q=imported');
    const done = await importList(list);
    const again = await importList(list);

    expect(dry).toEqual({
      ...{ added: 2, changed: 0, unchanged: 0, errorCount: 2, ignored: ['Colour'] },
      errors: [
        { line: 5, reason: 'the row has no name' },
        { line: 6, reason: 'a contact needs a name or an address' },
      ],
    });
    expect(before).toEqual([]);
    expect(done).toEqual(dry);
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    const { body } = await admin.ask('GET', '/customers?q=ann@one.example');
    expect((body as CustomersReply).customers[0]).toMatchObject({
      ...{ plan: 'Scale', segment: 'Mid', healthNote: 'Two\nlines', aliases: ['I1', 'First|One'] },
      contacts: [{ name: 'Ann' }, { name: 'Ben', email: 'ben@one.example' }],
    });
  });

  test('an import changes what it names and takes nothing away', async () => {
    const contacts = [{ name: 'Cleo', email: 'cleo@kept.example', role: 'CTO' }];
    await add({ name: 'Kept', plan: 'Scale', healthNote: 'Fragile', contacts });

    const done = await importList('name,plan,health note,contact email\nKEPT,Team,,Dee@kept.example\n');

    const { body } = await admin.ask('GET', '/customers?q=kept.example');
    expect(done).toMatchObject({ changed: 1 });
    expect((body as CustomersReply).customers).toMatchObject([
      {
        name: 'Kept',
        plan: 'Team',
        healthNote: 'Fragile',
        contacts: [{ name: 'Cleo' }, { email: 'Dee@kept.example' }],
      },
    ]);
  });

  test.each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['Latin-1', (text: string) => Buffer.from(text, 'latin1')],
  ])('a list in %s is read as it was written', async (encoding, encode) => {
    const name = `Café ${encoding.replace(/\W/g, '')}`;

    const done = await importList(new Uint8Array(encode(`name\tplan\n${name}\tÜber\n`)));

    expect(done).toMatchObject({ added: 1, errorCount: 0 });
    expect(await found(`q=${encodeURIComponent(name)}`)).toEqual([name]);
  });

  test('[A12] no exported cell can be run as a formula, and an import of the export changes nothing', async () => {
    const signs = ['=', '+', '-', '@', "'=", "''+"];
    for (const sign of signs) {
      const name = `${sign}cmd|' /C calc'!A0 ${String(signs.indexOf(sign))}`;
      await add({ name, plan: `${sign}1+1`, healthNote: `${sign}HYPERLINK("http://x")`, aliases: [`${sign}a|b\\`] });
    }

    const csv = await exported();
    const again = await importList(csv);

    const cells = csv.slice(1).split(/\r\n|,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    expect(csv).toContain("'=1+1");
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(again).toMatchObject({ added: 0, changed: 0, errorCount: 0 });
    expect(again.unchanged).toBeGreaterThan(signs.length);
  });

  test('[A12] a cell that begins with a tab or a line end is as harmless', async () => {
    const { guardedCell, unguardedCell } = await import('../../shared/protocol/spreadsheet.ts');

    for (const text of ['\t=1', '\r=1', '=1', "'=1", 'plain', "'plain", '']) {
      expect(guardedCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardedCell(guardedCell(text))).toBe(text);
    }
  });

  test.each([
    ['no column "name"', 'colour,plan\nred,Scale\n', 422, 'importRefused'],
    ['nothing in it', '', 422, 'importRefused'],
    ['a zip archive', 'PK\u0003\u0004', 422, 'importRefused'],
    ['more than 20 MB', `name\n${'x'.repeat(21 * 1024 * 1024)}`, 413, 'fileTooLarge'],
  ])('a list with %s is refused', async (_what, text, status, code) => {
    const response = await sendList(text);

    const { error } = (await response.json()) as { error: { code: string } };
    expect([response.status, error.code]).toEqual([status, code]);
  });
}
