import compression from 'compression';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { Refusal, refusals } from '../../../shared/domain/refusals.ts';
import { largestFileBytes } from '../../commands/attachFile.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { entranceOf } from '../entrance.ts';
import { isAllowedOrigin } from '../origin.ts';
import { parse } from '../parse.ts';
import { assertMayAsk } from './access.ts';
import { boardRoutes } from './boardRoutes.ts';
import { serveFile } from './files.ts';
import { healthRoutes } from './health.ts';
import { openapiOf } from './openapi.ts';
import type { Call, Route } from './route.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { clientFiles } from './clientFiles.ts';
import { ticketRoutes } from './ticketRoutes.ts';

export interface HttpOptions {
  readonly inside: Inside;
  /** Folder of the built client. */
  readonly clientDir: string;
  /** Routes of features that are wired in from above. */
  readonly more: readonly Route[];
}

/** The HTTP door: the API, files, health and the client itself. */
export function createHttp({ inside, clientDir, more }: HttpOptions): Express {
  const routes = [...sessionRoutes, ...boardRoutes, ...ticketRoutes, ...more];
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet({ contentSecurityPolicy: { directives: policy, useDefaults: false } }));
  app.use(healthRoutes(inside));
  app.use(onlyFromHere(inside));
  app.use(compression());
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(openapiOf(routes)));
  for (const route of routes) app[route.method](`/api/v1${route.path}`, ...bodyOf(route), serve(inside, route));
  app.get('/files/:id', serveFile(inside));
  app.use('/api', () => {
    throw new Refusal('notFound');
  });
  app.use(clientFiles(clientDir));
  app.use(refuse(inside));
  return app;
}

const policy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

function serve(inside: Inside, route: Route): RequestHandler {
  return async (request: Request, response: Response) => {
    response.setHeader('cache-control', 'no-store');
    const principal = await inside.whoIs(request);
    const params = request.params as Record<string, string>;
    await assertMayAsk(inside, route, { principal, params });
    const signedIn = () => {
      if (!principal) throw new Refusal('signInNeeded');
      return principal;
    };
    const entrance = entranceOf(request, principal);
    const call: Call = {
      params,
      query: route.query ? parse(route.query, request.query) : request.query,
      body: typeof route.body === 'object' ? parse(route.body, request.body) : request.body,
      request,
      response,
      principal: signedIn,
      person: () => signedIn().person,
      actor: () => ({ person: signedIn().person, entrance }),
      entrance,
    };
    const reply = await route.handle(inside, call);
    if (!response.writableEnded && reply !== undefined) response.json(reply);
  };
}

function bodyOf({ body }: Route): RequestHandler[] {
  if (body === undefined || body === 'stream') return [];
  if (body === 'bytes') return [express.raw({ type: () => true, limit: largestFileBytes })];
  return [express.json({ limit: '256kb' })];
}

function onlyFromHere({ origins }: Inside): RequestHandler {
  return (request, _response, next) => {
    if (!isAllowedOrigin(request, origins)) throw new Refusal('originNotAllowed');
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
