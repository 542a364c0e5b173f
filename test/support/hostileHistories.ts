import { hostileTexts } from './hostileText.ts';

const incidents =
  'SR Number,Change Date+Time,Status,Sub Status,Activity,Activity Level,Involved ST Function Div,Involved Org line 3,' +
  'Involved ST,Involved ST 2,ST Level,SR Latest Impact,Product,Country,Owner Country,Owner First Name,Resource';

/** An export of another helpdesk, of the form that `vinst-incidents-csv` reads, with a payload in every free field. */
export function hostileIncidents(): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll(/[\r\n\0]/g, ' ')}"`;
  const rows = hostileTexts.map((text, at) => {
    const before = ['In Progress', text, text, text, text, text, text, '1', 'Medium'];
    const cells = [...before, text, text, text, text, text].map(quoted);
    return [`1-${String(at)}`, '2026-01-05T10:00:00+01:00', 'Accepted', ...cells].join(',');
  });
  return [incidents, ...rows].join('\n');
}

/** An event log of the form that `rabobank-activities-xes` reads, with a payload as the id, the steps and all that is told of them. */
export function hostileHistory(): string {
  const traces = hostileTexts.map((text, at) => {
    const more = {
      'lifecycle:transition': 'complete',
      'Assignment Group': text,
      'KM number': text,
      'Interaction ID': text,
    };
    const events = ['Open', text].map((step, nth) =>
      element(
        'event',
        { 'concept:name': step, IncidentActivity_Number: `${String(at)}-${String(nth)} ${text}`, ...more },
        nth,
      ),
    );
    return `<trace>${stringOf('concept:name', `${String(at)} ${text}`)}${events.join('')}</trace>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">${traces.join('')}</log>`;
}

function element(name: string, values: Readonly<Record<string, string>>, hour: number): string {
  const strings = Object.entries(values).map(([key, value]) => stringOf(key, value));
  return `<${name}>${strings.join('')}<date key="time:timestamp" value="2026-01-05T1${String(hour)}:00:00Z"/></${name}>`;
}

function stringOf(key: string, value: string): string {
  // What XML cannot hold at all is no way in.
  const escaped = value
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
  return `<string key="${key}" value="${escaped.replaceAll('"', '&quot;')}"/>`;
}
