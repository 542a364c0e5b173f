import { emptyProfile } from '../../shared/domain/person.ts';
import type { RefusalCode } from '../../shared/domain/refusals.ts';
import type { PrincipalName, Subject } from '../support/accessWorld.ts';

/** A status for each subject, or one for all; null: not asked, because it would end what the others need. */
export type Hears = number | Readonly<Record<Subject, number | null>>;

/**
 * What every principal hears from one route. Who is nobody any more hears 401 from every route that is not `open`, and
 * whoever is not let in hears the same whatever they name.
 */
export interface Row {
  readonly lets: readonly PrincipalName[];
  readonly hears: Hears;
  /** What those who are signed in and not let in hear. */
  readonly others?: RefusalCode;
  /** Guests are let in to their own ticket, and for them there is no other. */
  readonly guests?: true;
  readonly except?: Partial<Record<PrincipalName, Hears>>;
  /** Without any sign-in. */
  readonly open?: true;
  readonly query?: string;
  readonly body?: unknown;
}

const readers = ['agent', 'observer', 'manager', 'admin', 'machine'] as const;
const signedIn = ['guest', ...readers] as const;
const importers = ['agent', 'manager', 'admin'] as const;
const knowsCustomers = ['agent', 'manager', 'admin', 'machine'] as const;
const arranges = ['manager', 'admin'] as const;
const managesCustomers = ['manager', 'admin'] as const;
const arrangers = ['manager', 'admin'] as const;

const there: Hears = { own: 200, foreign: 200, absent: 404 };
/** Would do something for good: only shown not to be there. */
const absentOnly: Hears = { own: null, foreign: null, absent: 404 };

const noInvestigation: Hears = { own: 403, foreign: 403, absent: 404 };

const ofTicket: Row = { lets: readers, hears: there, others: 'ticketNotFound', guests: true };
const ofBoard: Row = { lets: readers, hears: there, others: 'boardNotFound' };
const forAdmins = (hears: Hears, body?: unknown): Row => ({ lets: ['admin'], hears, body });
const forMe = (hears: Hears, more: Partial<Row> = {}): Row => ({ lets: signedIn, hears, ...more });
const forAnyone = (hears: Hears, body?: unknown): Row => ({ lets: [], hears, open: true, body });
/** Of oneself, or of anybody for who manages people; for all others nobody else is there to be changed. */
const ofPerson = (own: number, body?: unknown): Row => ({
  lets: signedIn,
  hears: { own, foreign: 403, absent: 403 },
  except: { admin: { own, foreign: own, absent: 404 } },
  body,
});

/** One row for every route there is; a new route without one fails the matrix. */
export const rows: Readonly<Record<string, Row>> = {
  'GET /session': forAnyone(200),
  'POST /session': forAnyone(400, {}),
  // It answers whoever asks, and ends what they came with: shown elsewhere.
  'DELETE /session': forAnyone({ own: null, foreign: null, absent: null }),
  'POST /session/developer': forAnyone(400, {}),
  'POST /first-admin': forAnyone(400, {}),
  'GET /oidc/start': forAnyone(404),
  'GET /oidc/callback': forAnyone(404),
  'POST /password': forMe(400, { body: {} }),
  'GET /sessions': forMe(200, { except: { machine: 403 } }),
  'DELETE /sessions': forMe(200, { query: '?others=1', except: { machine: 403 } }),
  'DELETE /sessions/{session}': forMe(
    { own: null, foreign: 404, absent: 404 },
    {
      except: { machine: 403, admin: { own: null, foreign: null, absent: 404 } },
    },
  ),

  'GET /people': forMe(200),
  'POST /people/{person}': forAdmins(there, {}),
  'POST /people/{person}/profile': ofPerson(200, emptyProfile),
  'POST /people/{person}/avatar': { ...ofPerson(415), except: { admin: 415 } },
  'DELETE /people/{person}/avatar': ofPerson(200),
  'GET /people/{person}/sessions': forAdmins(there),
  'DELETE /people/{person}/sessions': forAdmins(absentOnly),
  'DELETE /people/{person}/sessions/{session}': forAdmins(absentOnly),
  'POST /invitations': forAdmins(400, {}),
  'GET /invitations': forAdmins(200),
  'DELETE /invitations/{invitation}': forAdmins(absentOnly),
  'POST /invitations/look': forAnyone(400, {}),
  'POST /invitations/accept': forAnyone(400, {}),

  'GET /boards': forMe(200),
  'POST /boards': { lets: importers, hears: 400, body: {} },
  'GET /boards/{board}/snapshot': ofBoard,
  'GET /boards/{board}/tickets': ofBoard,
  'GET /boards/{board}/radar': ofBoard,
  // The guest is an engineer: a specialist is not asked into it, see radar.test.ts.
  'GET /shadow-queue': forMe(200),
  // Each command has rows of its own.
  'POST /commands': forMe(400, { body: {} }),
  'GET /rooms': forMe(200),
  'GET /tickets/{ticket}': ofTicket,
  'GET /tickets/{ticket}/room': ofTicket,
  'GET /tickets/{ticket}/timeline': ofTicket,
  'GET /tickets/{ticket}/timeline.md': ofTicket,
  'GET /tickets/{ticket}/timeline.csv': ofTicket,
  'GET /tickets/{ticket}/timeline.json': ofTicket,
  'GET /tickets/{ticket}/helpers': {
    ...ofTicket,
    except: { guest: noInvestigation, observer: noInvestigation },
  },
  'GET /tickets/{ticket}/tag-check': {
    ...ofTicket,
    query: '?kind=line&line=L3',
    except: { guest: noInvestigation, observer: noInvestigation },
  },
  'GET /tags/unanswered': { lets: readers, hears: 200 },
  'GET /tag-targets': { lets: ['agent', 'manager', 'admin', 'machine'], hears: 200 },
  'GET /tickets/{ticket}/versions': ofTicket,
  'GET /tickets/{ticket}/versions/{version}': { ...ofTicket, hears: 404 },
  'POST /tickets/{ticket}/versions/{version}/restore': {
    ...ofTicket,
    hears: 404,
    except: { observer: noInvestigation, machine: noInvestigation },
  },
  'POST /tickets/{ticket}/files': {
    ...ofTicket,
    hears: { own: 415, foreign: 415, absent: 404 },
    except: { observer: { own: 403, foreign: 403, absent: 404 } },
  },
  'GET /mappings': { lets: importers, hears: 200 },
  'POST /imports': { lets: importers, hears: 400 },

  'GET /customers': { lets: knowsCustomers, hears: 200 },
  'POST /customers': { lets: managesCustomers, hears: 400, body: {} },
  'GET /customers/{customer}': { lets: knowsCustomers, hears: there },
  'POST /customers/{customer}': { lets: managesCustomers, hears: there, body: {} },
  'POST /customers/import': { lets: managesCustomers, hears: 422, query: '?dryRun=1' },
  'GET /customers.csv': { lets: managesCustomers, hears: 200 },
  'GET /customers/{customer}/export': { lets: managesCustomers, hears: there },
  'POST /customers/{customer}/erase': forAdmins({ own: 400, foreign: 400, absent: 400 }, {}),

  'GET /charter': forMe(200),
  'POST /charter': { lets: arrangers, hears: 400, body: {} },
  'GET /triage/rules': forMe(200),
  'POST /triage/rules': { lets: arrangers, hears: 400, body: {} },
  'DELETE /triage/rules/{rule}': { lets: arrangers, hears: absentOnly },
  'POST /triage/try': { lets: arrangers, hears: 400, body: {} },

  'GET /rotas': forMe(200),
  'POST /rotas': { lets: arranges, hears: 400, body: {} },
  'DELETE /rotas/{rota}': { lets: arranges, hears: absentOnly },
  'GET /rotas/{rota}/turns': forMe(there, { query: '?from=2026-11-02T00:00:00Z&to=2026-11-09T00:00:00Z' }),
  // Everybody for turns of their own, see rotas.test.ts.
  'POST /rotas/{rota}/overrides': {
    lets: arranges,
    hears: there,
    body: { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z', people: [] },
  },
  'DELETE /rotas/{rota}/overrides/{override}': forMe(404),
  'POST /rotas/{rota}/swaps': {
    lets: arranges,
    hears: { own: 409, foreign: 409, absent: 404 },
    body: {
      mine: { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z', person: 'nobody' },
      theirs: { from: '2026-11-03T00:00:00Z', to: '2026-11-04T00:00:00Z', person: 'somebody' },
    },
  },
  'GET /plays': forMe(200),
  'POST /plays': { lets: arranges, hears: 400, body: {} },

  'GET /tokens': forAdmins(200),
  'POST /tokens': forAdmins(400, {}),
  'DELETE /tokens/{token}': forAdmins(absentOnly),
  'GET /webhooks': forAdmins(200),
  'POST /webhooks': forAdmins(400, {}),
  'POST /webhooks/{webhook}': forAdmins(there, {}),
  'POST /webhooks/{webhook}/secret': forAdmins(there),
  'DELETE /webhooks/{webhook}': forAdmins(absentOnly),
  'GET /webhooks/{webhook}/deliveries': forAdmins(there),
  'POST /webhooks/{webhook}/test': forAdmins(absentOnly),
  'POST /webhooks/{webhook}/deliveries/{delivery}': forAdmins({ own: 400, foreign: 400, absent: 404 }),
  // The signature is missing, whether there is such a webhook or not.
  'POST /hooks/{webhook}': forAnyone(401, {}),

  'GET /notifications': forMe(200),
  'POST /notifications/read': forMe(200, { body: {} }),
  'GET /notifications/settings': forMe(200),
  'POST /notifications/settings': forMe(200, { body: {} }),
  'GET /notifications/deliveries': forMe(200),
  // No page is open, and the test says so.
  'POST /notifications/test': forMe(200, { body: { channel: 'inApp' } }),

  'GET /audit': forAdmins(200),
  'GET /audit.csv': forAdmins(200),
  'GET /audit.jsonl': forAdmins(200),
  'POST /audit/checkpoint': forAdmins(200, {}),
  'POST /audit/verify': forAdmins(400, {}),
};
