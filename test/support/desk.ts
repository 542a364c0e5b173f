import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { Cable } from './cable.ts';

/** Far more than a page asks for one thing within a test. */
const mostAsked = 100;

/** A person at a desk: a browser of their own and a cable of their own to the server. */
export class Desk {
  readonly page: Page;
  readonly cable: Cable;
  readonly context: BrowserContext;
  /** What went wrong in the page: a suite expects none. */
  readonly problems: string[] = [];

  private constructor(context: BrowserContext, page: Page, cable: Cable) {
    this.context = context;
    this.page = page;
    this.cable = cable;
    page.setDefaultTimeout(15_000);
    this.#watchRequests();
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      // A pulled cable makes the browser complain about requests; that is what it is for.
      if (message.type() === 'error' && !/ERR_|Failed to load resource|WebSocket connection/.test(text)) {
        this.problems.push(text);
      }
    });
  }

  /** A page that asks for the same over and over, as an effect that hears its own answer does. */
  #watchRequests(): void {
    const asked = new Map<string, number>();
    this.page.on('request', (request) => {
      const what = `${request.method()} ${request.url()}`;
      const count = (asked.get(what) ?? 0) + 1;
      asked.set(what, count);
      if (count === mostAsked) this.problems.push(`asked ${count} times: ${what}`);
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Desk> {
    const cable = await Cable.to(url);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    return new Desk(context, await context.newPage(), cable);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.cable.url + path);
  }

  async signIn(name: string): Promise<void> {
    await this.goTo('/');
    await this.page.getByLabel('Your name').fill(name);
    await this.page.keyboard.press('Enter');
    await this.page.getByLabel('Your name').waitFor({ state: 'detached' });
  }

  /** Where somebody is asked for it. */
  async signInWith(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByTitle(/signing out/).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
  }

  column(title: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${title},`) });
  }

  card(ticketId: string): Locator {
    return this.page.locator(`[data-ticket="${ticketId}"]`);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.cable.close();
  }
}
