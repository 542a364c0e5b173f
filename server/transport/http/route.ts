import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Entrance } from '../../../shared/domain/entry.ts';
import type { Capability } from '../../../shared/domain/permissions.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Actor, Principal } from '../../access/principal.ts';
import type { Inside } from '../doors.ts';

/**
 * Who may ask. `anyone`: also without a session. `signed`: what is sent proves itself by a signature. `person`: anybody
 * signed in, who is answered with what they may see. `board` and `ticket`: who may read the `:board` or `:ticket` of the
 * path; others hear that it is not there. A capability: who has it; others hear `notAllowed`. Checked before the handler.
 */
export type Access = 'anyone' | 'signed' | 'person' | 'board' | 'ticket' | Capability;

/** One thing that can be asked over HTTP. The router, the OpenAPI document and the access matrix are all made from these. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** Express form, such as `/boards/:board/snapshot`, below `/api/v1`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
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
  /** Throws Refusal `signInNeeded` on a route for anyone when nobody is signed in; so do the next two. */
  readonly person: () => Person;
  readonly principal: () => Principal;
  /** For what is written to a log. */
  readonly actor: () => Actor;
  readonly entrance: Entrance;
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
