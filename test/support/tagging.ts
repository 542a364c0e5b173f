import type { Desk } from './desk.ts';

interface Wish {
  readonly ticketId: string;
  /** As the picker finds them. */
  readonly whom: string;
  readonly ask: string;
}

/** Tags somebody through the dialog and says that there is no time for evidence. */
export async function tagBlocked(desk: Desk, { ticketId, whom, ask }: Wish): Promise<void> {
  await desk.goTo(`/tickets/${ticketId}`);
  await desk.page.getByRole('button', { name: /^Tag/ }).click();
  await desk.page.getByRole('combobox', { name: 'Whom to ask' }).fill(whom);
  await desk.page.keyboard.press('Enter');
  await desk.page.getByLabel('What is asked').fill(ask);
  await raiseBlocked(desk);
}

/** With the dialog filled in. */
export async function raiseBlocked({ page }: Desk): Promise<void> {
  await page.getByRole('checkbox', { name: 'Customer blocked, no time' }).check();
  await page.getByRole('button', { name: 'Tag without evidence' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Takes somebody out of the ticket that is open. */
export async function removeGuest({ page }: Desk, name: string): Promise<void> {
  await page.getByRole('button', { name: /^More about the tag of/ }).click();
  await page.getByRole('menuitem', { name: `Remove ${name}` }).click();
}

/** Whoever is asked sees the brief first: goes on to everything else. */
export async function openWholeTicket({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: 'Open the whole ticket' }).click();
}
