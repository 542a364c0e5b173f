import { readdirSync } from 'node:fs';

const rules = ['access', 'commands', 'queries', 'boards', 'rooms', 'rotas'].map((name) => `server/${name}`);

/**
 * Who may import whom, low to high: imports point down only. The one table that the boundaries are made from.
 * A folder always sees itself and packages.
 * @type {readonly { readonly at: string, readonly sees: readonly string[] }[]}
 */
const table = [
  { at: 'shared/statistics', sees: [] },
  { at: 'shared/domain', sees: [] },
  { at: 'shared/document', sees: ['shared/domain'] },
  { at: 'shared/protocol', sees: ['shared/domain'] },

  { at: 'server/ports', sees: ['shared'] },
  { at: 'server/sample', sees: ['shared'] },
  { at: 'server/demo', sees: ['shared', 'server/sample'] },
  ...rules.map((at) => ({ at, sees: ['shared', 'server/ports', 'server/sample', ...rules] })),
  { at: 'server/webhooks', sees: ['shared', 'server/ports', ...rules] },
  // Reminds, passes on, ends what has run out; tells people of what happened.
  { at: 'server/upkeep', sees: ['shared', 'server/ports', ...rules] },
  { at: 'server/notify', sees: ['shared', 'server/ports', 'server/webhooks', ...rules] },
  { at: 'server/storage', sees: ['shared', 'server/ports'] },
  { at: 'server/connectors', sees: ['shared', 'server/ports'] },
  {
    at: 'server/transport',
    sees: ['shared', 'server/ports', ...rules, 'server/webhooks', 'server/notify', 'server/demo'],
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

const known = ['client/features', ...table.map(({ at }) => at)];

/** A new folder sees nothing until it has a row in the table above. */
export const floors = [
  ...table,
  ...['shared', 'server', 'client']
    .flatMap((top) => foldersIn(top).map((name) => `${top}/${name}`))
    .filter((folder) => !known.includes(folder))
    .map((folder) => ({ at: folder, sees: [] })),
];

/**
 * Each big package has one home, so that replacing it touches one folder.
 * @type {readonly { readonly packages: readonly string[], readonly homes: readonly string[] }[]}
 */
export const packageHomes = [
  { packages: ['mongodb'], homes: ['server/storage/mongo'] },
  { packages: ['libsql'], homes: ['server/storage/embedded'] },
  { packages: ['express', 'helmet', 'compression'], homes: ['server/transport/http'] },
  { packages: ['openid-client'], homes: ['server/transport/oidc'] },
  { packages: ['rate-limiter-flexible'], homes: ['server/transport'] },
  { packages: ['cookie', 'proxy-addr'], homes: ['server/transport'] },
  { packages: ['socket.io'], homes: ['server/transport/socket'] },
  { packages: ['ws'], homes: ['server/transport/document', 'server/demo'] },
  { packages: ['commander'], homes: ['server/transport/cli'] },
  { packages: ['saxes', 'csv-parse'], homes: ['server/connectors'] },
  { packages: ['nodemailer'], homes: ['server/notify/mail'] },
  { packages: ['rrule-temporal'], homes: ['server/rotas'] },
  { packages: ['pino'], homes: ['server/log.ts'] },
  { packages: ['socket.io-client', 'y-websocket'], homes: ['client/connection', 'server/demo'] },
  { packages: ['y-indexeddb'], homes: ['client/connection'] },
  { packages: ['@tiptap'], homes: ['client/features/ticket', 'client/ui'] },
];

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
