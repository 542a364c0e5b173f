const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address a link may lead to, or null. Whatever a colleague or a customer wrote goes through here. */
export function safeLink(written: string): string | null {
  if (isOurFile(written)) return written;
  // Browsers drop tabs, line ends and leading control characters before they look at the protocol; so must we.
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  const address = written.replaceAll(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g, '');
  const complete =
    /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[\w.-]+:\d/.test(address) ? address : `https://${address}`;
  if (address.startsWith('/') || !URL.canParse(complete)) return null;
  const url = new URL(complete);
  if (!allowedProtocols.has(url.protocol)) return null;
  if (url.protocol !== 'mailto:' && !(url.hostname.includes('.') || address === complete)) return null;
  return complete;
}

/** Whether an address may stand in a link as it is: one that needs completing first would lead somewhere else. */
export function isCompleteLink(address: string): boolean {
  return safeLink(address) !== null && (isOurFile(address) || /^\s*(https?|mailto):/i.test(address));
}

/** `app.py` and `nginx.conf` look like hosts to a link finder, yet are not meant so: only what says so becomes a link. */
export function meansToBeLink(address: string): boolean {
  return /^(https?:\/\/|www\.|mailto:)/i.test(address) || /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(address);
}

/** A file that was attached to a ticket: the only pictures that are shown, since any other address would tell who looks. */
export function isOurFile(address: unknown): boolean {
  return typeof address === 'string' && /^\/files\/[\w-]+$/.test(address);
}

/** Where the file of a piece of evidence is, from what the document says; null when it says nothing usable. */
export function fileAddress(file: string | null): string | null {
  const address = file?.startsWith('/') === true ? file : `/files/${file ?? ''}`;
  return isOurFile(address) ? address : null;
}

export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/** Plain text cut at the addresses in it, so that they can be shown as links. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"'`]+/g)) {
    const address = match[0].replace(/[.,;:!?)\]}]+$/, '');
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: address, href: safeLink(address) });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
