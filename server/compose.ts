import { randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Boards } from './boards/boards.ts';
import { openPeople } from './boards/people.ts';
import { newInvestigation } from '../shared/document/newInvestigation.ts';
import { isErased } from '../shared/domain/erase.ts';
import { can } from '../shared/domain/permissions.ts';
import { Refusal } from '../shared/domain/refusals.ts';
import { openAccessEvents } from './access/accessEvents.ts';
import { LiveAccess } from './access/liveAccess.ts';
import { principalOfToken } from './access/tokens.ts';
import { principalOfSession } from './access/whoIs.ts';
import { contributions } from './commands/contribution.ts';
import { sessionsSeen } from './commands/sessionsSeen.ts';
import { erasedIn } from './commands/eraseEvents.ts';
import type { Config } from './config.ts';
import { listening, urlOf } from './listening.ts';
import { createReport } from './log.ts';
import { systemClock } from './ports/clock.ts';
import type { Report } from './ports/report.ts';
import type { Store } from './ports/store.ts';
import { findTicket } from './queries/readTicket.ts';
import { openSecrets } from './storage/keyring.ts';
import { openOutbound } from './outbound.ts';
import { openEmbeddedStore } from './storage/embedded/embeddedStore.ts';
import { type Rooms, createRooms } from './rooms/rooms.ts';
import { type AttachedDocuments, attachDocuments } from './transport/document/documents.ts';
import { csvCustomerFiles } from './connectors/customers/customerFiles.ts';
import { createHistoryFiles } from './connectors/historyFiles.ts';
import type { HistoryFiles } from './ports/histories.ts';
import { charterRoutes } from './transport/http/charterRoutes.ts';
import { helperRoutes } from './transport/http/helperRoutes.ts';
import { hookRoutes } from './transport/http/hookRoutes.ts';
import { customerRoutes } from './transport/http/customerRoutes.ts';
import { importRoutes } from './transport/http/importRoutes.ts';
import { tokenRoutes } from './transport/http/tokenRoutes.ts';
import { triageRoutes } from './transport/http/triageRoutes.ts';
import { versionRoutes } from './transport/http/versionRoutes.ts';
import { addressOf } from './transport/address.ts';
import { bearerTokenOf } from './transport/bearerToken.ts';
import type { Inside } from './transport/doors.ts';
import { Limits } from './transport/limits.ts';
import { isAllowedOrigin } from './transport/origin.ts';
import { createHttp } from './transport/http/app.ts';
import { overHttps } from './transport/cookies.ts';
import { sessionSecretOf } from './transport/sessionCookie.ts';
import { firstAdminLink, openSignInDoor } from './transport/signInDoor.ts';
import { Keeper } from './upkeep/keeper.ts';
import { unanswered } from './upkeep/unanswered.ts';
import { type Sockets, attachSockets } from './transport/socket/sockets.ts';

/** The folder of the product, whether this runs from its sources or from what was built of them. */
const product = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url);

function inProduct(path: string): string {
  return fileURLToPath(new URL(path, product));
}

/** How often boards look for entries that other processes have appended. */
const catchUpEveryMs = 1000;
/** How often links, sign-ins on their way and whatever else has run out is removed. */
const tidyEveryMs = 10 * 60_000;

export interface Running {
  readonly url: string;
  readonly store: Store;
  /** Where the first account is made; undefined when there is one. */
  readonly firstAdminLink: string | undefined;
  /** Takes no more work, finishes what was promised, lets go of the store. */
  stop: () => Promise<void>;
}

export async function openStore({ mongodbUrl, dataDir }: Config): Promise<Store> {
  if (mongodbUrl === undefined) return openEmbeddedStore({ dataDir });
  // Only who uses MongoDB waits for its driver to load.
  const { openMongoStore } = await import('./storage/mongo/mongoStore.ts');
  return openMongoStore({ url: mongodbUrl });
}

/** Reads exports of other helpdesks by the mappings that ship with the product. */
export function openHistoryFiles(): HistoryFiles {
  return createHistoryFiles({ mappingsFolder: inProduct('mappings') });
}

/** Wires everything and listens. */
export async function start(config: Config): Promise<Running> {
  const report = createReport(config.logLevel);
  const store = await openStore(config);
  const { inside, boards, rooms, announceOn } = await wire(config, store, report);
  const files = openHistoryFiles();
  const outbound = await openOutbound(
    config,
    { inside, store },
    { address: () => urlOf(http, config), windows: () => sockets.windows },
  );
  const keeper = new Keeper(inside, [unanswered(() => inside.people.state)]);
  const app = createHttp({
    inside,
    clientDir: inProduct('dist/client'),
    more: [
      ...importRoutes({ files, uploadDir: join(config.dataDir, 'uploads') }),
      ...customerRoutes({
        files: csvCustomerFiles,
        uploadDir: join(config.dataDir, 'uploads'),
        readDocument: (ticketId) => rooms.read(ticketId),
        eraseDocument: (ticketId) => rooms.erase(ticketId),
      }),
      ...tokenRoutes,
      ...charterRoutes,
      ...triageRoutes,
      ...versionRoutes(rooms),
      ...outbound.routes,
      ...helperRoutes({ presentOn: (board) => sockets.presentOn(board) }),
      ...hookRoutes(),
    ],
  });
  const http = createServer(app);
  const sockets = attachSockets(http, inside);
  announceOn(sockets);
  const documents = openDocuments(http, inside, rooms);
  const tidying = setInterval(() => {
    store.records.removeExpired(inside.clock.now().toISOString()).catch((reason: unknown) => {
      report(reason, 'removing what has run out');
    });
  }, tidyEveryMs);
  const polling = setInterval(() => {
    Promise.all([boards.catchUp(), inside.people.catchUp(), inside.accessEvents.catchUp()]).catch((reason: unknown) => {
      report(reason, 'catching up');
    });
  }, catchUpEveryMs);
  const stop = async () => {
    clearInterval(polling);
    clearInterval(tidying);
    await keeper.stop();
    await outbound.stop();
    inside.liveAccess.close();
    await documents.close();
    await sockets.close();
    await boards.close();
    await store.close();
  };
  await listening(http, config).catch(async (reason: unknown) => {
    await stop();
    throw reason;
  });
  outbound.start();
  keeper.start();
  const url = urlOf(http, config);
  return { url, store, stop, firstAdminLink: await firstAdminLink(inside, url) };
}

async function wire(config: Config, store: Store, report: Report) {
  const clock = systemClock;
  const { log, projections, sessions, records } = store;
  const people = await openPeople({ log, clock });
  const accessEvents = await openAccessEvents({ log, clock });
  const liveAccess = new LiveAccess({ people, accessEvents, clock });
  const secrets = await openSecrets(config);
  const noteSeen = sessionsSeen({ sessions, clock, report });
  const trusted = config.trustedProxies;
  let sockets: Sockets | undefined;
  const onError = (reason: unknown) => {
    report(reason, 'projecting');
  };
  const boards = new Boards({ log, projections, clock, onError }, (board) => {
    board.listen((entries, before, after) => {
      // Whoever may no longer hear of it is gone before it is told.
      liveAccess.boardChanged(entries, before);
      sockets?.boardChanged(entries, { before, after });
      // Another process may have erased them: what is open of them here goes too.
      for (const id of erasedIn(entries)) rooms.erase(id).catch(onError);
    });
  });
  const rooms = createRooms({
    documents: store.documents,
    versions: store.versions,
    clock,
    newId: randomUUID,
    report,
    onWritten: contributions({ boards, report }),
    seedFor: async (ticketId) => {
      await findTicket({ boards }, ticketId);
      return newInvestigation();
    },
  });
  const inside: Inside = {
    store,
    boards,
    people,
    clock,
    newId: randomUUID,
    report,
    origins: { loopback: config.loopback, publicUrl: config.publicUrl },
    developer: config.developer,
    limits: new Limits(),
    addressOf: (request) => addressOf(request, trusted),
    whoIs: async (request) => {
      const token = bearerTokenOf(request);
      if (token !== undefined) return principalOfToken({ people, records, clock }, token);
      const secret = sessionSecretOf(request, overHttps(config));
      if (secret === undefined) return undefined;
      return principalOfSession({ people, sessions, clock }, secret, (session) => {
        noteSeen(session, addressOf(request, trusted) ?? '');
      });
    },
    accessEvents,
    liveAccess,
    secrets,
    signIn: await openSignInDoor({ accessEvents, newId: randomUUID, report }, config.oidc),
    epochOf: (ticketId) => rooms.epochOf(ticketId),
    readDocument: (ticketId) => rooms.read(ticketId),
  };
  return { inside, boards, rooms, announceOn: (to: Sockets) => (sockets = to) };
}

function openDocuments(http: Server, inside: Inside, rooms: Rooms): AttachedDocuments {
  const { boards, report, origins, whoIs, limits } = inside;
  return attachDocuments(http, {
    rooms,
    report,
    allowedOrigin: (request) => isAllowedOrigin(request, origins),
    authenticate: async (request) => {
      await limits.take('upgrades', { address: inside.addressOf(request) });
      const principal = await whoIs(request);
      await limits.take('upgrades', { person: principal?.person.id });
      return principal;
    },
    accessTo: async (person, ticketId) => {
      const { board, ticket: found } = await findTicket({ boards }, ticketId);
      if (!can(person, 'readTicket', { ticket: found })) throw new Refusal('ticketNotFound', { ticketId });
      return {
        wasErased: isErased(found),
        accessOf: (now, changed = found) => {
          const ticket = board.state.tickets.get(ticketId) ?? changed;
          if (!can(now, 'readTicket', { ticket })) return 'none';
          return can(now, 'investigate', { ticket }) ? 'write' : 'read';
        },
      };
    },
    enterLive: (connection) => inside.liveAccess.enter(connection),
  });
}
