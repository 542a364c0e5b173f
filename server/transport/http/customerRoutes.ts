import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type * as Y from 'yjs';
import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import {
  type CustomersReply,
  type ErasedReply,
  customerChangeSchema,
  customerSchema,
  eraseCustomerSchema,
  findCustomersSchema,
  importCustomersSchema,
} from '../../../shared/protocol/customers.ts';
import { importCustomers } from '../../commands/customerImport.ts';
import { addCustomer, changeCustomer } from '../../commands/customers.ts';
import { eraseCustomer } from '../../commands/eraseCustomer.ts';
import type { CustomerFiles } from '../../ports/customerFiles.ts';
import { customerExport } from '../../queries/customerExport.ts';
import { customerRows } from '../../queries/customerRows.ts';
import { customerIn, customersByName, findCustomers, readCustomer } from '../../queries/customers.ts';
import type { Inside } from '../doors.ts';
import { sendCsv, sendTexts } from './csvFile.ts';
import { type Call, type Route, param, route } from './route.ts';

const largestListBytes = 20 * 1024 * 1024;

interface Wiring {
  readonly files: CustomerFiles;
  readonly uploadDir: string;
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
  readonly eraseDocument: (ticketId: string) => Promise<void>;
}

/** Companies: to find and change, to bring in and take out as lists, to export and to erase. */
export function customerRoutes(wiring: Wiring): Route[] {
  // `import` is no customer.
  return [...lists(wiring), ...knowing, ...privacy(wiring)];
}

const knowing = [
  route({
    method: 'get',
    path: '/customers',
    summary: 'Find customers by words and segment, by name',
    access: 'readCustomers',
    query: findCustomersSchema,
    reply: 'CustomersReply',
    handle: ({ people }, { query }): Promise<CustomersReply> => Promise.resolve(findCustomers({ people }, query)),
  }),
  route({
    method: 'get',
    path: '/customers/:customer',
    summary: 'A customer with its open tickets on all boards',
    access: 'readCustomers',
    reply: 'CustomerReply',
    handle: (inside, call) => readCustomer(inside, call.person(), param(call, 'customer')),
  }),
  route({
    method: 'post',
    path: '/customers',
    summary: 'Add a customer',
    access: 'manageCustomers',
    body: customerSchema,
    reply: 'CustomerReply',
    handle: async (inside, { body, actor }) => {
      const { id } = await addCustomer(inside, actor(), body);
      return readCustomer(inside, actor().person, id);
    },
  }),
  route({
    method: 'post',
    path: '/customers/:customer',
    summary: 'Change a customer; a name it had before stays an alias',
    access: 'manageCustomers',
    body: customerChangeSchema,
    reply: 'CustomerReply',
    handle: async (inside, call) => {
      const id = param(call, 'customer');
      await changeCustomer(inside, call.actor(), { id, change: call.body });
      return readCustomer(inside, call.person(), id);
    },
  }),
];

function lists({ files, uploadDir }: Wiring): Route[] {
  return [
    route({
      method: 'post',
      path: '/customers/import',
      summary: 'Bring in a list of customers: the body is a CSV file; with dryRun=1 only says what would happen',
      access: 'manageCustomers',
      query: importCustomersSchema,
      body: 'stream',
      reply: 'CustomersImportReply',
      handle: async (inside, { query, actor, request }) => {
        const path = join(uploadDir, inside.newId());
        await mkdir(uploadDir, { recursive: true });
        try {
          await receive(request, path);
          const file = await files.open(path);
          return await importCustomers(inside, actor(), { file, dryRun: query.dryRun === '1' });
        } finally {
          await rm(path, { force: true });
        }
      },
    }),
    route({
      method: 'get',
      path: '/customers.csv',
      summary: 'All customers as a CSV file that an import reads',
      access: 'manageCustomers',
      reply: 'CSV',
      handle: async (inside, call) => {
        await noteExport(inside, call, { what: 'customers' });
        const rows = customerRows(customersByName(inside.people.state.customers));
        await sendCsv(call.response, { name: 'customers.csv', rows });
        return undefined;
      },
    }),
  ];
}

function privacy({ readDocument, eraseDocument }: Wiring): Route[] {
  return [
    route({
      method: 'get',
      path: '/customers/:customer/export',
      summary: 'Everything that is kept about a customer, as a JSON file',
      access: 'manageCustomers',
      reply: 'CustomerExport',
      handle: async (inside, call) => {
        // What it holds is more than customers: whole tickets are in it.
        if (!can(call.person(), 'readBoards')) throw new Refusal('notAllowed');
        const customer = customerIn(inside.people, param(call, 'customer'));
        await noteExport(inside, call, { what: 'customer', about: customer.id });
        const { response } = call;
        response.setHeader('content-type', 'application/json');
        response.setHeader('content-disposition', `attachment; filename="customer-${customer.id}.json"`);
        const at = inside.clock.now().toISOString();
        await sendTexts(response, customerExport({ ...inside, readDocument }, { customer, at }));
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/customers/:customer/erase',
      summary: 'Erase everything that is kept about a customer, for good',
      access: 'eraseCustomers',
      body: eraseCustomerSchema,
      reply: 'ErasedReply',
      handle: (inside, call): Promise<ErasedReply> =>
        eraseCustomer({ ...inside, eraseDocument }, call.actor(), {
          id: param(call, 'customer'),
          name: call.body.name,
        }),
    }),
  ];
}

async function noteExport(
  { accessEvents, newId }: Inside,
  { actor }: Pick<Call, 'actor'>,
  exported: { what: 'customer' | 'customers'; about?: string },
): Promise<void> {
  const { person, entrance } = actor();
  const event = { type: 'exported' as const, ...exported };
  await accessEvents.write({ commandId: newId(), person: person.id, entrance, decide: () => [event] });
}

/** Takes the file in on disk. What is too large is heard to its end, within reason, so that the sender hears why not. */
async function receive(request: Request, path: string): Promise<void> {
  const tooLarge = () => new Refusal('fileTooLarge', { largestBytes: largestListBytes });
  if (Number(request.get('content-length') ?? 0) > largestListBytes) throw tooLarge();
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > 4 * largestListBytes) done(tooLarge());
      else if (bytes > largestListBytes) done();
      else done(null, chunk);
    },
  });
  await pipeline(request, limited, createWriteStream(path));
  if (bytes > largestListBytes) throw tooLarge();
}
