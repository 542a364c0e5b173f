import { z } from 'zod';
import { refusals } from '../../../shared/domain/refusals.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import type { Route } from './route.ts';

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
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'swarmboard_session' } },
      schemas: { Error: errorSchema },
    },
  };
}

function operationOf({ summary, access, path, query, body, reply }: Route): object {
  return {
    summary,
    ...(access === 'anyone' && { security: [] }),
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
