import express, { type Request, type RequestHandler, type Response } from 'express';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type Principal, personNow } from '../../access/principal.ts';
import { largestFileBytes } from '../../commands/attachFile.ts';
import type { Inside } from '../doors.ts';
import { entranceOf } from '../entrance.ts';
import { parse } from '../parse.ts';
import { assertMayAsk } from './access.ts';
import type { Call, Route } from './route.ts';

/** A route's handlers, in order: who asks and whether they may, then what they send, then the deed. */
export function serve(inside: Inside, route: Route): RequestHandler[] {
  const admitted = new WeakMap<Request, Principal>();
  const admit: RequestHandler = async (request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    const principal = await inside.whoIs(request);
    if (principal) await inside.limits.take('requests', { person: principal.person.id });
    await assertMayAsk(inside, route, { principal, params: request.params as Record<string, string> });
    if (principal) admitted.set(request, principal);
    next();
  };
  const answer: RequestHandler = async (request, response) => {
    const reply = await route.handle(inside, callOf(inside, route, { request, response }, admitted.get(request)));
    if (!response.writableEnded && reply !== undefined) response.json(reply);
  };
  // Nobody sends us megabytes before we know who they are.
  return [admit, ...bodyOf(route), answer];
}

// eslint-disable-next-line max-params -- the four things a call is made of
function callOf(
  inside: Inside,
  { query, body }: Route,
  { request, response }: { request: Request; response: Response },
  principal: Principal | undefined,
): Call {
  const entrance = entranceOf(inside.addressOf(request), principal);
  /** Sending the body may have taken a while: who they are by now is what counts. */
  const signedIn = (): Principal => {
    if (!principal) throw new Refusal('signInNeeded');
    return { ...principal, person: personNow(inside, principal) };
  };
  return {
    params: request.params as Record<string, string>,
    query: query ? parse(query, request.query) : request.query,
    body: typeof body === 'object' ? parse(body, request.body) : request.body,
    request,
    response,
    principal: signedIn,
    person: () => signedIn().person,
    actor: () => ({ person: signedIn().person, entrance }),
    entrance,
  };
}

function bodyOf({ body }: Route): RequestHandler[] {
  if (body === undefined || body === 'stream') return [];
  if (body === 'bytes') return [express.raw({ type: () => true, limit: largestFileBytes })];
  return [express.json({ limit: '256kb' })];
}
