import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/chromium.ts';
import { Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';

/** One pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describeInBrowser('people', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;

  beforeAll(async () => {
    organisation = desks.organisation;
    await organisation.ask('POST', '/boards', { title: 'Acme', content: 'empty' });
  });

  test('an invited engineer joins in a browser of their own, the link works once and leaves no trace', async () => {
    const ada = await desks.at('/settings/people', organisation.admin);
    await ada.page.getByRole('button', { name: 'Invite' }).click();
    await ada.page.getByRole('radio', { name: /Engineer/ }).check();
    await ada.page.getByRole('dialog').getByLabel('Name').fill('Grace Hopper');
    await ada.page.getByRole('button', { name: 'Make the link' }).click();
    const link = new URL(await ada.page.getByRole('textbox', { name: 'Link' }).inputValue());
    await ada.page.getByRole('button', { name: 'Done' }).click();
    await ada.page.getByText('It has not been copied').waitFor();
    await ada.page.getByRole('button', { name: 'Close without copying' }).click();
    await ada.page.getByRole('list', { name: 'Open invitations' }).getByText('Grace Hopper').waitFor();

    const grace = await desks.desk();
    await grace.goTo(link.pathname + link.hash);
    await grace.page.getByRole('heading', { name: 'Ada Byron invites you to Swarmboard' }).waitFor();
    expect(new URL(grace.page.url()).hash).toBe('');
    expect(await grace.page.getByLabel('Your name').inputValue()).toBe('Grace Hopper');
    await grace.page.getByLabel('E-mail').fill('Grace@Example.com');
    await grace.page.getByLabel('Password', { exact: true }).fill('orange kettle mountain');
    await grace.page.getByRole('button', { name: 'Join' }).click();
    await grace.page.getByRole('heading', { name: 'Hello, Grace Hopper' }).waitFor();
    expect(new URL(grace.page.url()).pathname).toBe('/');

    await ada.page.getByRole('list', { name: 'People' }).getByText('grace@example.com').waitFor();
    await ada.page.getByRole('list', { name: 'Open invitations' }).waitFor({ state: 'detached' });
    const other = await desks.desk();
    await other.goTo(link.pathname + link.hash);
    await other.page.getByRole('heading', { name: 'This link is not good any more' }).waitFor();
  });

  test('a withdrawn invitation lets nobody in', async () => {
    const ada = await desks.at('/settings/people', organisation.admin);
    const made = (await organisation.ask('POST', '/invitations', {
      purpose: 'join',
      preset: 'agent',
      name: 'Mal',
    })) as {
      link: string;
    };

    await ada.page.getByRole('button', { name: 'Withdraw: Mal' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await ada.page.getByRole('button', { name: 'Withdraw: Mal' }).waitFor({ state: 'detached' });

    const mal = await desks.desk();
    const { pathname, hash } = new URL(made.link);
    await mal.goTo(pathname + hash);
    await mal.page.getByRole('heading', { name: 'This link is not good any more' }).waitFor();
  });

  test('what somebody may do changes while they look, by preset and one by one', async () => {
    const ben = await organisation.join('Ben Dover', { preset: 'observer' });
    const his = await desks.at('/settings/people', ben);
    const ada = await desks.at(`/settings/people/${ben.person.id}`, organisation.admin);
    expect(await his.page.getByRole('button', { name: 'Invite' }).count()).toBe(0);

    await ada.page.getByRole('checkbox', { name: /^Manage people/ }).check();
    await ada.page.getByText('More than the preset').waitFor();
    await ada.page.getByRole('button', { name: 'Save what they may do' }).click();

    await his.page.getByRole('button', { name: 'Invite' }).waitFor({ timeout: 4_000 });
    await ada.page.getByText('Observer, with changes').waitFor();
    await ada.page.getByRole('combobox', { name: 'Preset' }).selectOption('engineer');
    await ada.page.getByRole('button', { name: 'Save what they may do' }).click();
    await his.page.getByText('There is nothing at this address').waitFor({ timeout: 4_000 });
  });

  test('who is marked as left is out while looking, cannot come back, and can be brought back', async () => {
    const cleo = await organisation.join('Cleo Patra', { preset: 'agent' });
    const hers = await desks.at('/boards/acme', cleo);
    await hers.column('New').waitFor();
    const ada = await desks.at(`/settings/people/${cleo.person.id}`, organisation.admin);

    await ada.page.getByRole('button', { name: 'Mark as left' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Mark as left' }).click();

    await hers.page.getByText('You have been signed out.').waitFor({ timeout: 4_000 });
    await hers.signInWith(cleo.email, cleo.password);
    await hers.page.getByText('do not go together').waitFor();
    await ada.page.getByRole('link', { name: 'People' }).last().click();
    await ada.page.getByText('1 who left').waitFor();
    await ada.page.getByRole('checkbox', { name: /who left/ }).check();
    await ada.page.getByRole('link', { name: 'Cleo Patra' }).click();
    await ada.page.getByRole('button', { name: 'Bring Cleo Patra back' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
    await ada.page.getByRole('button', { name: 'Mark as left' }).waitFor();
    await hers.signInWith(cleo.email, cleo.password);
    await hers.column('New').waitFor();
  });

  test('the last who manages people can neither leave nor stop managing them', async () => {
    const alone = await Organisation.start();
    const desk = await desks.desk(alone.server.url);
    await desk.goTo(`/settings/people/${alone.admin.person.id}`);
    await desk.signInWith(alone.admin.email, alone.admin.password);

    await desk.page.getByText('You are the only one who manages people').waitFor();
    expect(await desk.page.getByRole('button', { name: 'Mark as left' }).isDisabled()).toBe(true);
    expect(await desk.page.getByRole('checkbox', { name: /^Manage people/ }).isDisabled()).toBe(true);
    await desk.page.getByRole('combobox', { name: 'Preset' }).selectOption('agent');
    await desk.page.getByRole('button', { name: 'Save what they may do' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Stop managing people' }).click();

    await desk.page.getByText('Somebody has to be able to manage people.').waitFor();
    await alone.stop();
  });

  test('a link to set a new password lets its holder in and the old password out', async () => {
    const dan = await organisation.join('Dan Druff', { preset: 'agent' });
    const his = await desks.at('/boards/acme', dan);
    const ada = await desks.at(`/settings/people/${dan.person.id}`, organisation.admin);
    await ada.page.getByRole('button', { name: 'Make a link to set a new password' }).click();
    const { pathname, hash } = new URL(await ada.page.getByRole('textbox', { name: 'Link' }).inputValue());

    const phone = await desks.desk();
    await phone.goTo(pathname + hash);
    await phone.page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await phone.page.getByLabel('New password').fill('nine slow turtles rest');
    await phone.page.getByRole('button', { name: 'Set it and sign in' }).click();

    await phone.page.getByTitle(/signing out/).waitFor();
    await his.page.getByText('You have been signed out.').waitFor({ timeout: 4_000 });
    await his.signInWith(dan.email, dan.password);
    await his.page.getByText('do not go together').waitFor();
  });

  test('a profile is saved, seen by others and taken back; a picture shows wherever its owner does', async () => {
    const eve = await organisation.join('Eve Ning', { preset: 'agent' });
    const hers = await desks.at('/settings', eve);
    const ada = await desks.at(`/settings/people/${eve.person.id}`, organisation.admin);

    await hers.page.getByLabel('Skills').fill('Webhooks');
    await hers.page.keyboard.press('Enter');
    await hers.page.getByLabel('How well: Webhooks').selectOption({ label: 'Others ask me' });
    await hers.page.getByLabel('Specialist domains').fill('10DLC, payments');
    await hers.page.keyboard.press('Enter');
    await hers.page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await hers.page.getByRole('checkbox', { name: /^Working hours/ }).check();
    await hers.page.getByRole('button', { name: 'Friday' }).click();
    await hers.page.getByRole('link', { name: 'Preferences' }).click();
    await hers.page.getByRole('link', { name: 'Profile' }).click();
    await hers.page.getByText('Not saved yet').waitFor();
    await hers.page.getByRole('button', { name: 'Save' }).click();

    await ada.page.getByText('Webhooks (the one to ask)').waitFor({ timeout: 4_000 });
    await ada.page.getByText('10DLC, payments').waitFor();
    await ada.page.getByText('Mon–Thu 09:00–17:00').waitFor();
    await hers.page.getByRole('button', { name: 'Undo' }).click();
    await ada.page.getByText('10DLC, payments').waitFor({ state: 'detached' });
    await hers.page.getByLabel('How well: Webhooks').waitFor({ state: 'detached' });

    await hers.page.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
    await hers.page.getByRole('button', { name: 'Use this picture' }).click();
    await hers.page.getByText('Picture changed').waitFor();
    const seen = ada.page.locator('main img[src^="/files/"]').first();
    await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
    await hers.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await seen.waitFor({ state: 'detached' });
  });
});
