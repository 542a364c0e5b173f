import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Person } from '../../../shared/domain/person.ts';
import type { Inside } from '../doors.ts';

/** One thing that can be asked over HTTP. The router, the OpenAPI document and the access matrix are all made from these. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** Express form, such as `/boards/:board/snapshot`, below `/api/v1`. */
  readonly path: string;
  readonly summary: string;
  readonly access: 'anyone' | 'person';
  readonly query?: z.ZodType;
  readonly body?: z.ZodType | 'bytes' | 'stream';
  readonly reply: string;
  readonly handle: (inside: Inside, call: Call) => Promise<unknown>;
}

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly request: Request;
  readonly response: Response;
  /** Throws Refusal `signInNeeded` on a route for anyone when nobody is signed in. */
  readonly person: () => Person;
}

/** A route with its query and body typed by their schemas. */
export function route<Q, B>(
  options: Omit<Route, 'query' | 'body' | 'handle'> & {
    readonly query?: z.ZodType<Q>;
    readonly body?: z.ZodType<B> | 'bytes' | 'stream';
    readonly handle: (inside: Inside, call: Call & { readonly query: Q; readonly body: B }) => Promise<unknown>;
  },
): Route {
  return options as Route;
}

export function param({ params }: Call, name: string): string {
  return params[name] ?? '';
}
