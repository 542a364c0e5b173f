import { readdirSync } from 'node:fs';

/**
 * Who may import whom, low to high: imports point down only. The one table that the boundaries are made from.
 * A folder always sees itself and packages.
 * @type {readonly { readonly at: string, readonly sees: readonly string[] }[]}
 */
export const floors = [
  { at: 'shared/statistics', sees: [] },
  { at: 'shared/domain', sees: [] },
  { at: 'shared/document', sees: ['shared/domain'] },
  { at: 'shared/protocol', sees: ['shared/domain'] },

  { at: 'server/ports', sees: ['shared'] },
  ...['commands', 'queries', 'boards', 'rooms'].map((room) => ({
    at: `server/${room}`,
    sees: ['shared', 'server/ports', 'server/commands', 'server/queries', 'server/boards', 'server/rooms'],
  })),
  { at: 'server/storage', sees: ['shared', 'server/ports'] },
  { at: 'server/connectors', sees: ['shared', 'server/ports'] },
  {
    at: 'server/transport',
    sees: ['shared', 'server/ports', 'server/commands', 'server/queries', 'server/boards', 'server/rooms'],
  },
  { at: 'server/*.ts', sees: ['shared', 'server'] },

  { at: 'client/styles', sees: [] },
  { at: 'client/ui', sees: ['client/styles'] },
  { at: 'client/connection', sees: ['shared'] },
  { at: 'client/state', sees: ['shared', 'client/connection'] },
  ...foldersIn('client/features').map((feature) => ({
    at: `client/features/${feature}`,
    sees: ['shared', 'client/state', 'client/ui', 'client/connection', 'client/styles'],
  })),
  { at: 'client/*.{ts,svelte}', sees: ['shared', 'client'] },
];

/**
 * Each big package has one home, so that replacing it touches one folder.
 * @type {readonly { readonly packages: readonly string[], readonly homes: readonly string[] }[]}
 */
export const packageHomes = [
  { packages: ['mongodb'], homes: ['server/storage/mongo'] },
  { packages: ['libsql'], homes: ['server/storage/embedded'] },
  { packages: ['express', 'helmet', 'compression'], homes: ['server/transport/http'] },
  { packages: ['cookie'], homes: ['server/transport'] },
  { packages: ['socket.io'], homes: ['server/transport/socket'] },
  { packages: ['ws'], homes: ['server/transport/document'] },
  { packages: ['commander'], homes: ['server/transport/cli'] },
  { packages: ['saxes', 'csv-parse'], homes: ['server/connectors'] },
  { packages: ['pino'], homes: ['server/log.ts'] },
  { packages: ['socket.io-client', 'y-websocket', 'y-indexeddb'], homes: ['client/connection'] },
  { packages: ['@tiptap'], homes: ['client/features/ticket', 'client/ui'] },
];

const known = floors.map(({ at }) => at);
for (const folder of ['shared', 'server', 'client'].flatMap((top) => foldersIn(top).map((name) => `${top}/${name}`))) {
  if (folder !== 'client/features' && !known.includes(folder)) {
    throw new Error(`${folder} has no floor yet: add it to the table in eslint.floors.js.`);
  }
}

/** @param {string} path */
function foldersIn(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
