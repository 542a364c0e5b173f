import type { RequestHandler } from 'express';
import { can } from '../../../shared/domain/permissions.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { findTicket } from '../../queries/readTicket.ts';
import type { Inside } from '../doors.ts';

/** What pictures of people are kept under, in place of a ticket. */
const ofPeople = '@people';

/** `GET /files/:id`: images are shown, everything else is downloaded, nothing can run. For who may read its ticket. */
export function serveFile(inside: Inside): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const principal = await inside.whoIs(request);
    if (!principal) throw new Refusal('signInNeeded');
    await inside.limits.take('requests', { person: principal.person.id });
    const file = await inside.store.blobs.get(request.params.id);
    if (!file || !(await maySee(inside, principal.person, file.ticketId))) throw new Refusal('notFound');
    const shown = file.type.startsWith('image/');
    const name = encodeURIComponent(file.name);
    response.setHeader('content-type', file.type);
    response.setHeader('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    // Kept by the browser of who may see it, and asked for again: whoever was removed sees it no more.
    response.setHeader('cache-control', file.ticketId === ofPeople ? 'private, max-age=86400' : 'private, no-cache');
    response.setHeader('etag', `"${file.id}"`);
    if (request.fresh) response.status(304).end();
    else response.end(file.bytes);
  };
}

async function maySee(inside: Inside, person: Person, ticketId: string): Promise<boolean> {
  if (ticketId === ofPeople) return true;
  try {
    const { ticket } = await findTicket(inside, ticketId);
    return can(person, 'readTicket', { ticket });
  } catch (reason) {
    if (reason instanceof Refusal && reason.code === 'ticketNotFound') return false;
    throw reason;
  }
}
