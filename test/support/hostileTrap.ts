import type { BrowserContext } from 'playwright-core';

/** What a page did that it must not do. */
export interface Trap {
  readonly sprung: readonly string[];
  /** What happened since the last call. */
  take(): string[];
}

/**
 * Watches every page of a browser for code that runs, requests to elsewhere, violations of the page's policy and errors
 * that nobody caught.
 */
export async function setTrap(context: BrowserContext, origin: string): Promise<Trap> {
  const sprung: string[] = [];
  await context.exposeFunction('trapSprung', (what: string) => sprung.push(what));
  await context.addInitScript(() => {
    const tell = (what: string) => {
      (globalThis as unknown as { trapSprung(what: string): void }).trapSprung(what);
    };
    Object.defineProperty(globalThis, 'pwned', {
      get: () => undefined,
      set: () => {
        tell(`ran: ${String(new Error('where').stack)}`);
      },
    });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, sourceFile }) => {
      tell(`policy: ${violatedDirective} ${blockedURI} ${sample} ${sourceFile}`);
    });
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs = url.hostname === new URL(origin).hostname || ['data:', 'blob:'].includes(url.protocol);
    if (!isOurs) sprung.push(`asked for ${request.url()}`);
  });
  context.on('weberror', (error) => {
    const reason = error.error();
    sprung.push(`broke: ${reason.stack ?? reason.message}`);
  });
  context.on('dialog', (dialog) => {
    sprung.push(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { sprung, take: () => sprung.splice(0) };
}
