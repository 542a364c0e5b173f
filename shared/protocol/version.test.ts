import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { commandMessageSchema } from './commands.ts';
import * as audit from './audit.ts';
import * as charter from './charter.ts';
import * as customers from './customers.ts';
import { createBoardSchema, findTicketsSchema, importSchema } from './http.ts';
import * as notifications from './notifications.ts';
import * as machines from './machines.ts';
import * as people from './people.ts';
import * as rotas from './rotas.ts';
import * as tagging from './tagging.ts';
import { presenceSchema, subscribeSchema } from './socket.ts';
import { protocolVersion } from './version.ts';

const requests = {
  commandMessageSchema,
  subscribeSchema,
  presenceSchema,
  createBoardSchema,
  findTicketsSchema,
  importSchema,
  ...schemasIn(people),
  ...schemasIn(machines),
  ...schemasIn(customers),
  ...schemasIn(audit),
  ...schemasIn(charter),
  ...schemasIn(notifications),
  ...schemasIn(rotas),
  ...schemasIn(tagging),
};

const nouns = [
  ...[
    'events',
    'entry',
    'ticket',
    'column',
    'board',
    'person',
    'customer',
    'permissions',
    'swarmCommands',
    'savedView',
  ],
  ...['tag', 'tagEvent', 'brief', 'charter', 'line', 'hand', 'play', 'rota', 'triage', 'notification', 'radar', 'turn'],
];

/** What each version looked like. A changed message needs a new version and a new line here. */
const fingerprints: Record<number, string> = {
  1: '5fba45c86a40b8eb',
  2: '4108c15877d8ab79',
};

test('no message changes without a new protocol version', () => {
  const shapes = Object.entries(requests).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]);

  const fingerprint = hashOf(JSON.stringify([shapes, replies()]));

  expect({ [protocolVersion]: fingerprint }).toEqual({ [protocolVersion]: fingerprints[protocolVersion] });
});

function schemasIn(module: object): Record<string, z.ZodType> {
  const schemas = Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);
  return Object.fromEntries(schemas);
}

/** Replies and entries are types, not schemas: their source text, without comments and layout, stands for their shape. */
function replies(): string[] {
  const protocol = readdirSync(import.meta.dirname).map((file) => `${import.meta.dirname}/${file}`);
  const domain = nouns.map((noun) => `${import.meta.dirname}/../domain/${noun}.ts`);
  const sources = [...protocol, ...domain].filter((file) => !/version|test/.test(file)).sort();
  return sources.flatMap((file) => declarationsIn(readFileSync(file, 'utf8')));
}

function declarationsIn(source: string): string[] {
  const withoutComments = source.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*$/gm, '');
  const declarations = withoutComments.match(/^export (interface|type) [^]*?(^}|;$)/gm) ?? [];
  return declarations.map((declaration) => declaration.replace(/\s+/g, ' '));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
