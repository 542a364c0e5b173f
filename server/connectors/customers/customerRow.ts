import { unguardedCell } from '../../../shared/protocol/spreadsheet.ts';
import type { CustomerRow } from '../../ports/customerFiles.ts';
import type { CsvRecord } from '../csv/parseRecords.ts';

/** The columns that an export writes and an import reads, by what a header may call them. */
const columnNames = {
  name: ['name', 'customer', 'company', 'account'],
  plan: ['plan'],
  segment: ['segment'],
  healthNote: ['health note', 'health'],
  aliases: ['aliases', 'alias'],
  contactName: ['contact name', 'contact'],
  contactEmail: ['contact email', 'contact e mail', 'email', 'e mail'],
  contactRole: ['contact role', 'role'],
} as const;
type ColumnName = keyof typeof columnNames;

/** Where in a row each column is. */
export type CustomerColumns = ReadonlyMap<ColumnName, number>;

/** Recognises the columns, in any case and order; one that is named twice counts where it is first. */
export function columnsOf(names: readonly string[]): { columns: CustomerColumns; ignored: string[] } {
  const columns = new Map<ColumnName, number>();
  const ignored: string[] = [];
  for (const [at, name] of names.entries()) {
    const column = columnCalled(name);
    if (column && !columns.has(column)) columns.set(column, at);
    else if (name !== '') ignored.push(name);
  }
  return { columns, ignored };
}

function columnCalled(name: string): ColumnName | undefined {
  const plain = unguardedCell(name)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
  const all = Object.keys(columnNames) as ColumnName[];
  return all.find((column) => (columnNames[column] as readonly string[]).includes(plain));
}

export function rowOf({ line, values }: CsvRecord, columns: CustomerColumns): CustomerRow {
  const value = (column: ColumnName) => unguardedCell(values[columns.get(column) ?? -1] ?? '').trim();
  const [plan, segment, healthNote] = [value('plan'), value('segment'), value('healthNote')];
  const [name, email, role] = [value('contactName'), value('contactEmail'), value('contactRole')];
  return {
    kind: 'row',
    line,
    name: value('name'),
    aliases: aliasesIn(value('aliases')),
    ...(plan !== '' && { plan }),
    ...(segment !== '' && { segment }),
    ...(healthNote !== '' && { healthNote }),
    ...(name + email + role !== '' && { contact: { name: name || email, email, role } }),
  };
}

/** Parted by `|`; one that belongs to an alias has a backslash before it. */
function aliasesIn(text: string): string[] {
  const parts = text.match(/(?:\\.|[^|\\]|\\$)+/g) ?? [];
  return parts.map((part) => part.replace(/\\([|\\])/g, '$1').trim()).filter((part) => part !== '');
}
