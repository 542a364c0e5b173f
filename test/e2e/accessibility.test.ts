import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import { type TestServer, startServer } from '../support/server.ts';
import { type SettingsContent, fillSettings } from '../support/settingsContent.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

interface Axe {
  readonly run: (options: object) => Promise<{ violations: Violation[] }>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Experimental in axe: it takes shortcut hints and initials for the label. */
const rules = { 'label-content-name-mismatch': { enabled: false } };
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const looks = [
  { name: 'light and wide', options: { colorScheme: 'light' } },
  { name: 'dark and wide', options: { colorScheme: 'dark' } },
  {
    name: 'light on a telephone',
    options: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
  },
  {
    name: 'dark on a telephone',
    options: { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true },
  },
] as const;

const pages = [
  { path: '/', shows: 'Sample board' },
  { path: '/boards/sample-board', shows: 'Investigating' },
  { path: '/boards/sample-board?peek=sample-board-23', shows: 'message.delivered webhooks' },
  { path: '/tickets/sample-board-23', shows: 'message.delivered webhooks' },
  { path: '/tickets/sample-board-40', shows: 'Open the whole ticket' },
  { path: '/settings', shows: 'What to ask about' },
  { path: '/settings/sign-in', shows: 'This browser' },
  { path: '/notifications', shows: 'Mark all as read' },
  { path: '/settings/notifications', shows: 'What you are told of' },
  { path: '/settings/preferences', shows: 'Kept here, not with your account' },
  { path: '/import', shows: 'Import a history' },
];

/** With something in them, and the dialogs that open there. */
function settingsPages(me: string, { customer, webhookOut, webhookIn }: SettingsContent): readonly SettingsLook[] {
  return [
    { path: '/settings/people', shows: 'Mal Reynolds', press: 'Invite' },
    { path: `/settings/people/${me}`, shows: 'You are the only one who manages people' },
    { path: '/settings/customers', shows: 'Brightside Dental', press: 'Add a customer' },
    { path: '/settings/customers?q=nobody', shows: 'Nothing matches' },
    { path: '/settings/customers/import', shows: 'Choose a file or drop it here' },
    { path: `/settings/customers/${customer}`, shows: 'Maria Lindqvist', press: 'Erase…' },
    { path: '/settings/charter', shows: 'It ships with Swarmboard' },
    { path: '/settings/charter/edit', shows: 'No changes yet' },
    { path: '/settings/triage', shows: 'No rule yet' },
    { path: '/settings/triage/new', shows: 'Which tickets' },
    { path: '/settings/tokens', shows: 'Nightly report', press: 'New token' },
    { path: '/settings/rotas', shows: 'No rota yet', press: 'New rota' },
    { path: '/settings/plays', shows: 'What it is looking for' },
    { path: '/settings/webhooks', shows: 'Shop', press: 'New webhook' },
    { path: `/settings/webhooks/${webhookOut}`, shows: 'The last thousand', press: 'Renew the secret' },
    { path: `/settings/webhooks/${webhookIn}`, shows: 'How to send (Node.js)' },
    { path: '/settings/audit', shows: 'created the API token' },
    { path: '/settings/nowhere', shows: 'There is nothing at this address' },
  ];
}

interface SettingsLook {
  readonly path: string;
  readonly shows: string;
  /** A button that opens a dialog, which is looked at too. */
  readonly press?: string;
}

const entryPages = [
  { path: '/', shows: 'Make the first account' },
  { path: '/join', shows: 'Open the link once more' },
];

describeInBrowser('WCAG 2.2 AA as far as a machine can tell', () => {
  let browser: Browser;
  let server: TestServer;
  let content: SettingsContent;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
    const ada = await TestPerson.signIn(server.url, 'Ada');
    content = await fillSettings(ada, 'sample-board');
    await askForHelp(ada);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(looks)('$name', async ({ options }) => {
    const desk = await Desk.open(browser, server.url, { ...options, bypassCSP: true, reducedMotion: 'reduce' });
    await desk.signIn('Ada');
    const found: string[] = [];
    for (const { path, shows } of pages) {
      await desk.goTo(path);
      await desk.page.getByText(shows).first().waitFor({ state: 'attached' });
      found.push(...(await violationsIn(desk, path)));
    }
    found.push(...(await violationsInTagDialog(desk)));

    expect(found).toEqual([]);
    expect(desk.problems).toEqual([]);
    await desk.close();
  });

  test.each(looks)('the settings of an organisation at work, $name', async ({ options }) => {
    const desk = await Desk.open(browser, server.url, { ...options, bypassCSP: true, reducedMotion: 'reduce' });
    await desk.signIn('Ada');
    const found: string[] = [];
    for (const { path, shows, press } of settingsPages(await meOf(desk), content)) {
      await desk.goTo(path);
      await desk.page.getByText(shows).first().waitFor({ state: 'attached' });
      for (const closed of await desk.page.getByRole('list', { name: 'Deliveries' }).locator('summary').all()) {
        await closed.click();
      }
      found.push(...(await violationsIn(desk, path)), ...(await wideIn(desk, path)));
      if (press === undefined) continue;
      await desk.page.getByRole('button', { name: press, exact: true }).first().click();
      await desk.page.getByRole('dialog').waitFor();
      found.push(...(await violationsIn(desk, `${path} ${press}`)), ...(await wideIn(desk, `${path} ${press}`)));
    }

    expect(found).toEqual([]);
    expect(desk.problems).toEqual([]);
    await desk.close();
  });

  test.each(looks)('where people sign in, $name', async ({ options }) => {
    const strict = await startServer({ env: { SWARMBOARD_DEV: '0' } });
    const desk = await Desk.open(browser, strict.url, { ...options, bypassCSP: true, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const { path, shows } of entryPages) {
      await desk.goTo(path);
      await desk.page.getByText(shows).first().waitFor();
      found.push(...(await violationsIn(desk, path)));
    }
    const account = { name: 'Ada', email: 'ada@example.com', password: 'violet harbour lantern' };
    await desk.page.request.post(`${desk.cable.url}/api/v1/first-admin`, { data: account });
    await desk.context.clearCookies();
    await desk.goTo('/');
    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await desk.page.getByRole('button', { name: 'Sign in' }).click();
    await desk.page.getByText('Type a password.').waitFor();
    found.push(...(await violationsIn(desk, 'sign-in')));

    expect(found).toEqual([]);
    await desk.close();
    await strict.stop();
  });
});

/** Somebody is tagged: on their home page and in the brief there is something to look at. */
async function askForHelp({ url, person }: TestPerson): Promise<void> {
  const bo = await TestPerson.signIn(url, 'Bo', 'agent');
  const socket = await bo.connect();
  const ticketId = 'sample-board-40';
  const target = { kind: 'person', person: person.id } as const;
  await socket.run('sample-board', { type: 'raiseTag', ticketId, target, ask: 'Is it ours?', blocked: true });
  socket.close();
}

async function violationsIn({ page }: Desk, path: string): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[], object>(
    async (options) => {
      const { axe: loaded } = globalThis as unknown as Record<'axe', Axe>;
      return (await loaded.run(options)).violations;
    },
    { runOnly: wcag, rules },
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${path}: ${id} at ${target.join(' ')}`));
}

/** The tag dialog, filled in and turned away for want of evidence. */
async function violationsInTagDialog(desk: Desk): Promise<string[]> {
  const { page } = desk;
  await desk.goTo('/tickets/sample-board-42');
  await page.getByRole('button', { name: /^Tag/ }).click();
  await page.getByRole('combobox', { name: 'Whom to ask' }).fill('engineering');
  await page.keyboard.press('Enter');
  await page.getByLabel('What is asked').fill('Is it ours?');
  await page.getByRole('checkbox', { name: 'Customer blocked, no time' }).waitFor();
  await page.getByRole('button', { name: 'Tag', exact: true }).last().click();
  await page.getByText('Not yet: 7 missing').waitFor();
  return [...(await violationsIn(desk, 'the tag dialog')), ...(await wideIn(desk, 'the tag dialog'))];
}

/** Nothing sticks out of what scrolls only downwards (WCAG 1.4.10). */
async function wideIn({ page }: Desk, path: string): Promise<string[]> {
  const wide = await page
    .locator('html, main, dialog .content')
    .evaluateAll((elements) =>
      elements.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.localName),
    );
  return wide.map((name) => `${path}: ${name} scrolls sideways`);
}

async function meOf({ page }: Desk): Promise<string> {
  const response = await page.request.get(`${new URL(page.url()).origin}/api/v1/session`);
  return ((await response.json()) as { person: { id: string } }).person.id;
}
