import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import { HostileLedger } from './hostileLedger.ts';
import { type Trap, setTrap } from './hostileTrap.ts';
import { TestPerson, type TestSocket } from './person.ts';
import { type TestServer, startServer } from './server.ts';

/** As long as anything may take on a machine that has much else to do. */
const patienceMs = 90_000;
export const hostileTimes = { testTimeout: 5 * 60_000, hookTimeout: 3 * 60_000 };
const board = 'hostile';

/** A server that everything hostile is written to, and a browser in a trap that looks at it. */
export class HostileWorld {
  readonly board = board;
  readonly ledger = new HostileLedger();
  readonly server: TestServer;
  readonly ada: TestPerson;
  readonly page: Page;
  readonly trap: Trap;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #live: TestSocket;

  private constructor(parts: Pick<HostileWorld, 'server' | 'ada' | 'page' | 'trap'>, live: TestSocket) {
    this.server = parts.server;
    this.ada = parts.ada;
    this.page = parts.page;
    this.trap = parts.trap;
    this.#context = parts.page.context();
    const browser = this.#context.browser();
    if (!browser) throw new Error('a page without a browser');
    this.#browser = browser;
    this.#live = live;
  }

  static async open(title: string): Promise<HostileWorld> {
    const [browser, server] = await Promise.all([launchChromium(), startServer()]);
    const ada = await TestPerson.signIn(server.url, 'Ada', 'admin');
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const trap = await setTrap(context, server.url);
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const world = new HostileWorld({ server, ada, page, trap }, await ada.connect());
    await world.comeAs(ada);
    await world.ask('createBoardSchema', 'POST /boards', { id: board, title });
    return world;
  }

  /** The browser goes on as somebody else, perhaps at another server. */
  async comeAs({ cookie, url }: TestPerson): Promise<void> {
    for (const one of cookie.split('; ')) {
      const [name = '', value = ''] = one.split('=');
      if (value !== '') await this.#context.addCookies([{ name, value, url }]);
    }
  }

  async run(command: Parameters<TestSocket['run']>[1]): Promise<void> {
    expect(await this.#live.run(board, command)).not.toHaveProperty('error');
    this.ledger.enter(command.type, command);
  }

  /** A request by Ada that has to be taken in; `what` is its method and path, `schema` what its body is. Answers the reply. */
  async ask(schema: string, what: string, body: unknown): Promise<unknown> {
    const [method = '', path = ''] = what.split(' ');
    const answer = await this.ada.ask(method, path, body);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    this.ledger.enter(schema, body);
    return answer.body;
  }

  /** Shows a page until a text is on it, moves over everything there and looks into the trap. */
  async look(path: string, text = 'pwned'): Promise<void> {
    await this.page.goto(new URL(path, this.server.url).href);
    await this.see(text, path);
  }

  async see(text: string, where: string): Promise<void> {
    await expect.poll(() => this.#shows(text), { message: `${text} at ${where}`, timeout: patienceMs }).toBe(true);
    await this.touchEverything();
    expect(this.trap.take(), where).toEqual([]);
  }

  async touchEverything(): Promise<void> {
    await this.page.evaluate(() => {
      for (const element of document.querySelectorAll('main *, dialog *, [popover] *')) {
        for (const type of ['pointerenter', 'mouseover', 'mousemove', 'focus', 'animationend']) {
          element.dispatchEvent(new Event(type, { bubbles: true }));
        }
      }
    });
    // Whatever was begun by all that has had its turn.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }

  async close(): Promise<void> {
    this.#live.close();
    await this.#browser.close();
    await this.server.stop();
  }

  /** As text of the page itself, or in one of its fields. */
  #shows(text: string): Promise<boolean> {
    return this.page.evaluate((wanted) => {
      const flat = (words: string) => words.replaceAll(/\s+/g, ' ');
      const shown = [...document.querySelectorAll('main, dialog')].map(({ textContent }) => textContent);
      const fields = [...document.querySelectorAll<HTMLInputElement>('main input, main textarea')];
      return [...shown, ...fields.map(({ value }) => value)].some((words) => flat(words).includes(flat(wanted)));
    }, text);
  }
}
