import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal, refusals } from '../../../shared/domain/refusals.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { retryAfterOf } from '../limits.ts';
import { isAllowedOrigin, isWriteFromElsewhere } from '../origin.ts';
import { auditRoutes } from './auditRoutes.ts';
import { boardRoutes } from './boardRoutes.ts';
import { clientFiles } from './clientFiles.ts';
import { serveFile } from './files.ts';
import { healthRoutes } from './health.ts';
import { invitationRoutes } from './invitationRoutes.ts';
import { oidcRoutes } from './oidcRoutes.ts';
import { openapiOf } from './openapi.ts';
import { pagePolicy } from './pagePolicy.ts';
import { peopleRoutes } from './peopleRoutes.ts';
import { radarRoutes } from './radarRoutes.ts';
import type { Route } from './route.ts';
import { playRoutes } from './playRoutes.ts';
import { rotaRoutes } from './rotaRoutes.ts';
import { serve } from './serve.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { tagRoutes } from './tagRoutes.ts';
import { ticketRoutes } from './ticketRoutes.ts';
import { timelineRoutes } from './timelineRoutes.ts';

export interface HttpOptions {
  readonly inside: Inside;
  /** Folder of the built client. */
  readonly clientDir: string;
  /** Routes of features that are wired in from above. */
  readonly more: readonly Route[];
}

/** The HTTP door: the API, files, health and the client itself. */
export function createHttp({ inside, clientDir, more }: HttpOptions): Express {
  const routes = [
    ...sessionRoutes,
    ...invitationRoutes,
    ...oidcRoutes,
    ...peopleRoutes,
    ...boardRoutes,
    ...ticketRoutes,
    ...tagRoutes,
    ...timelineRoutes,
    ...radarRoutes,
    ...rotaRoutes,
    ...playRoutes,
    ...auditRoutes,
    ...more,
  ];
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet(pagePolicy));
  app.use(healthRoutes(inside));
  app.use(onlyFromHere(inside));
  app.use(notTooMany(inside));
  app.use(compression());
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(openapiOf(routes)));
  for (const route of routes) app[route.method](`/api/v1${route.path}`, ...serve(inside, route));
  app.get('/files/:id', serveFile(inside));
  app.use('/api', () => {
    throw new Refusal('notFound');
  });
  app.use(clientFiles(clientDir));
  app.use(refuse(inside));
  return app;
}

function onlyFromHere({ origins }: Inside): RequestHandler {
  return (request, _response, next) => {
    if (!isAllowedOrigin(request, origins) || isWriteFromElsewhere(request)) throw new Refusal('originNotAllowed');
    next();
  };
}

function notTooMany({ limits, addressOf }: Inside): RequestHandler {
  return async (request, _response, next) => {
    await limits.take('requests', { address: addressOf(request) });
    next();
  };
}

/** The only place where a failed request is answered. */
function refuse({ report }: Inside): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (reason: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(reason);
      return;
    }
    const refusal = toRefusal(fromBodyParser(reason), report);
    const retryAfter = retryAfterOf(refusal);
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
    response.status(refusals[refusal.code].status).json({ error: refusal.toBody() });
  };
}

function fromBodyParser(reason: unknown): unknown {
  const { type, status } = (reason ?? {}) as { type?: string; status?: number };
  if (type === 'entity.too.large') return new Refusal('bodyTooLarge');
  if (reason instanceof URIError || (typeof status === 'number' && status >= 400 && status < 500)) {
    return new Refusal('invalidInput', { reason: 'The request could not be read.' });
  }
  return reason;
}
