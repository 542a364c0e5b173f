/** Requests with a cookie jar, as a browser would send them; it follows no redirect by itself. */
export class HttpBrowser {
  /** By host, then name: cookies know no ports, yet two servers of one test are two sites. */
  readonly #jars = new Map<string, Map<string, string>>();

  async ask(method: string, url: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
    const form = options.body instanceof URLSearchParams;
    const body = form || options.body === undefined ? options.body : JSON.stringify(options.body);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        cookie: this.cookiesFor(url),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body !== undefined && { body: body as string | URLSearchParams }),
    });
    this.#keep(url, response.headers.getSetCookie());
    return response;
  }

  cookiesFor(url: string): string {
    return [...this.#jar(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  cookie(url: string, name: string): string | undefined {
    return this.#jar(url).get(name);
  }

  setCookie(url: string, name: string, value: string): void {
    this.#jar(url).set(name, value);
  }

  #keep(url: string, cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      const expires = attributes.find((attribute) => /^ *expires=/i.test(attribute))?.split('=')[1];
      const isGone = expires !== undefined && Date.parse(expires) <= Date.now();
      if (isGone) this.#jar(url).delete(name);
      else this.#jar(url).set(name, value.join('='));
    }
  }

  #jar(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }
}
