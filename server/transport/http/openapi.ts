import { z } from 'zod';
import { refusals } from '../../../shared/domain/refusals.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import type { Access, Route } from './route.ts';

/** The OpenAPI 3.1 document of the routes that are really served. */
export function openapiOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Swarmboard', version: String(protocolVersion) },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'swarmboard_session' },
        token: { type: 'http', scheme: 'bearer', description: 'An API token. A cookie sent beside it does not count.' },
      },
      schemas: { Error: errorSchema },
    },
  };
}

function operationOf({ summary, access, path, query, body, reply }: Route): object {
  return {
    summary,
    description: whoMayAsk(access),
    'x-access': access,
    ...((access === 'anyone' || access === 'signed') && { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      200: { description: reply, content: { 'application/json': {} } },
      default: {
        description: 'A refusal',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function whoMayAsk(access: Access): string {
  switch (access) {
    case 'anyone':
      return 'For anyone, also without signing in.';
    case 'signed':
      return 'For whoever can sign what is sent; see the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.';
    case 'person':
      return 'For anybody signed in, who is answered with what they may see.';
    case 'board':
      return 'For who may read boards; others hear that there is no such board.';
    case 'ticket':
      return 'For who may read boards, or is tagged on this ticket; others hear that there is no such ticket.';
    default:
      return `For who has the capability \`${access}\`.`;
  }
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function contentOf(body: z.ZodType | 'bytes' | 'stream'): object {
  if (typeof body === 'string') return { 'application/octet-stream': {} };
  return { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } };
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'retryable'],
      properties: {
        code: { enum: Object.keys(refusals) },
        message: { type: 'string' },
        retryable: { type: 'boolean' },
        details: {},
      },
    },
  },
};
