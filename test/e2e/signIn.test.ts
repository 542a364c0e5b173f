import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/chromium.ts';
import type { Desk } from '../support/desk.ts';
import type { Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';
import { startServer } from '../support/server.ts';

describeInBrowser('signing in', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;

  beforeAll(async () => {
    organisation = desks.organisation;
    await organisation.ask('POST', '/boards', { title: 'Acme', content: 'sample' });
  });

  /** What the device of a desk keeps under somebody's name. */
  function keptOf(desk: Desk, person: string): Promise<string[]> {
    return desk.page.evaluate(async (id) => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      const kept = await new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('swarmboard');
        opening.onsuccess = () => {
          const reading = opening.result.transaction('kept').objectStore('kept').getAllKeys();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.map(String));
          };
        };
      });
      return [...names, ...kept].filter((name) => name.includes(id) && !name.startsWith('command:'));
    }, person);
  }

  test('the first visitor on the server’s own machine makes the first account, and no second one', async () => {
    const server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
    const desk = await desks.desk(server.url);
    const { page } = desk;

    await page.goto(desk.cable.url);
    await page.getByLabel('Your name').fill('Ada Byron');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill('twelve');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText(/at least 12 are needed/).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('violet harbour lantern');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('There is no board yet').waitFor();

    await page.goto(`${desk.cable.url}/first`);
    await page.getByRole('heading', { name: 'There is an admin already' }).waitFor();
    await server.stop();
  });

  test('a wrong password is told from nothing else, and the link that was followed is kept until one is in', async () => {
    const desk = await desks.desk();
    await desk.goTo('/boards/acme?peek=acme-3');
    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor();

    await desk.signInWith('ada@example.com', 'not the password at all');
    await desk.page.getByText('This e-mail address and password do not go together.').waitFor();
    await desk.signInWith('nobody@example.com', 'not the password at all');
    await desk.page.getByText('This e-mail address and password do not go together.').waitFor();
    await desk.signInWith('ada@example.com', organisation.admin.password);

    await desk.column('New').waitFor();
    expect(desk.page.url()).toContain('/boards/acme?peek=acme-3');
  });

  test('somebody whose session is ended elsewhere is out while looking, and is told', async () => {
    const ben = await organisation.join('Ben Dover', { preset: 'agent' });
    const [here, there] = [await desks.desk(), await desks.desk()];
    for (const desk of [here, there]) {
      await desk.goTo('/boards/acme');
      await desk.signInWith(ben.email, ben.password);
      await desk.column('New').waitFor();
    }

    await here.goTo('/settings/sign-in');
    await here.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await here.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();

    await there.page.getByText('You have been signed out.').waitFor({ timeout: 4_000 });
    expect(await there.column('New').count()).toBe(0);
    await expect.poll(() => keptOf(there, ben.person.id)).toEqual([]);
    await here.page.getByText('This browser').waitFor();
    await there.signInWith(ben.email, ben.password);
    await there.column('New').waitFor();
  });

  test('whoever signs out leaves nothing on the device for who comes next', async () => {
    const cleo = await organisation.join('Cleo Patra', { preset: 'agent' });
    const desk = await desks.desk();
    await desk.goTo('/tickets/acme-3');
    await desk.signInWith(cleo.email, cleo.password);
    await desk.page.getByRole('heading', { name: 'Notes' }).waitFor();
    await desk.goTo('/boards/acme');
    await desk.column('New').waitFor();
    await expect.poll(() => keptOf(desk, cleo.person.id)).not.toEqual([]);

    await desk.signOut();

    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => keptOf(desk, cleo.person.id)).toEqual([]);
    await desk.signInWith('ada@example.com', organisation.admin.password);
    await desk.page.getByTitle(/^Ada Byron/).waitFor();
    expect(await keptOf(desk, cleo.person.id)).toEqual([]);
  });

  test('signing out says what has not been sent yet', async () => {
    const dan = await organisation.join('Dan Druff', { preset: 'agent' });
    const desk = await desks.desk();
    await desk.goTo('/boards/acme');
    await desk.signInWith(dan.email, dan.password);
    await desk.column('New').waitFor();

    desk.cable.pull();
    await desk.page.keyboard.press('c');
    await desk.page.getByRole('dialog').getByLabel('Problem in one line').fill('Written on a train');
    await desk.page.getByRole('dialog').getByLabel('Customer').fill('Acme');
    await desk.page.keyboard.press('Control+Enter');
    await desk.column('New').getByText('Written on a train').waitFor();
    await desk.signOut();

    await desk.page.getByText(/1 change that the server has not got/).waitFor();
    await desk.page.getByRole('button', { name: 'Stay signed in' }).click();
    desk.cable.plugIn();
    await desk.column('New').getByText('Written on a train').waitFor();
  });

  test('a new password signs the other browsers out and is the one that counts', async () => {
    const eve = await organisation.join('Eve Ning', { preset: 'observer' });
    const [here, there] = [await desks.desk(), await desks.desk()];
    for (const desk of [here, there]) {
      await desk.goTo('/settings/sign-in');
      await desk.signInWith(eve.email, eve.password);
      await desk.page.getByText('This browser').waitFor();
    }

    await here.page.getByLabel('Current password').fill('something else entirely');
    await here.page.getByLabel('New password').fill('seven quiet otters swim');
    await here.page.getByRole('button', { name: 'Change the password' }).click();
    await here.page.getByText('This is not the password you have now.').waitFor();
    await here.page.getByLabel('Current password').fill(eve.password);
    await here.page.getByRole('button', { name: 'Change the password' }).click();

    await here.page.getByText('Password changed').waitFor();
    await there.page.getByText('You have been signed out.').waitFor({ timeout: 4_000 });
    await there.signInWith(eve.email, eve.password);
    await there.page.getByText('do not go together').waitFor();
    await there.signInWith(eve.email, 'seven quiet otters swim');
    await there.page.getByText('This browser').waitFor();
  });

  test('a link without its secret part, or one that was used, says what to do', async () => {
    const desk = await desks.desk();

    await desk.goTo('/join');
    await desk.page.getByRole('heading', { name: 'Open the link once more' }).waitFor();
    await desk.goTo('/join#thisIsNoSecretAnybodyHasEverGiven');

    await desk.page.getByRole('heading', { name: 'This link is not good any more' }).waitFor();
    expect(desk.page.url()).not.toContain('#');
  });
});
