import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Desk } from './desk.ts';
import { type Member, Organisation } from './organisation.ts';

/** An organisation and a browser for all tests of a suite; each test gets desks of its own, whose pages have no problems. */
export class OrganisationDesks {
  #browser!: Browser;
  #organisation!: Organisation;
  readonly #desks: Desk[] = [];

  /** Starts and stops them around the suite that it is called in. */
  static forSuite(): OrganisationDesks {
    const all = new OrganisationDesks();
    beforeAll(async () => {
      [all.#browser, all.#organisation] = await Promise.all([launchChromium(), Organisation.start()]);
    });
    afterAll(async () => {
      await all.#browser.close();
      await all.#organisation.stop();
    });
    afterEach(() => all.#clear());
    return all;
  }

  get organisation(): Organisation {
    return this.#organisation;
  }

  /** Nobody is signed in there yet. */
  async desk(url = this.#organisation.server.url, options?: BrowserContextOptions): Promise<Desk> {
    const desk = await Desk.open(this.#browser, url, options);
    this.#desks.push(desk);
    return desk;
  }

  /** Somebody looks at a page, signed in as people are. */
  async at(path: string, { email, password }: Member, options?: BrowserContextOptions): Promise<Desk> {
    const desk = await this.desk(undefined, options);
    await desk.goTo(path);
    await desk.signInWith(email, password);
    await desk.page.getByTitle(/signing out/).waitFor();
    return desk;
  }

  async #clear(): Promise<void> {
    const problems = this.#desks.flatMap((desk) => desk.problems);
    await Promise.all(this.#desks.splice(0).map((desk) => desk.close()));
    expect(problems).toEqual([]);
  }
}
