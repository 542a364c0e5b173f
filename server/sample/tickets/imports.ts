import { adaeze, ines, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const stuck: SampleTicket = {
  key: 'import-stuck',
  title: 'Contact import stands at 99 % since yesterday',
  customer: customers.kestrel,
  requester: 'Milo Andersson',
  product: 'Imports',
  intents: ['imports'],
  priority: 'normal',
  opened: '20h',
  description: `
    Import imp_77Q0 (file guests_2.csv, 48,230 rows) shows 99 % since yesterday @clock(21h). Cancel does nothing. Our client's
    invitation goes out tomorrow morning and I do not know which rows are in.`,
  story: [
    took('19h', ines, 'triage'),
    replied(
      '18h40m',
      ines,
      `
      Hi Milo, 48,229 of your 48,230 rows are in and complete, so your invitation can go out. One row keeps the import from
      finishing. I am finding out which and why.`,
    ),
    noted(
      '17h30m',
      ines,
      'Row 31,877. Worker dies with out of memory each time it gets there, restarts, tries again: 214 restarts so far.',
    ),
    asked('4h50m', 'Good to know, thanks. Which guest is it? We can add him or her by hand.'),
  ],
  investigation: {
    notes: `
      ## Worker

      ~~~text
      @time(18h2m) import-worker-3 imp_77Q0 row=31877 FATAL heap out of memory (limit 512 MB)
      @time(18h1m) import-worker-3 restarted, resuming imp_77Q0 at row 31877
      ~~~

      ## The row

      Column ''notes'' never closes its quote, so the parser reads on: everything from there to the end of the file (9.4 MB) is
      one field, and the rule that strips HTML runs on it.

      Count says 48,229 of 48,230 because the progress bar counts lines and not records. **Rows after 31,877 may be missing.**
      Check before telling the customer more.`,
    evidence: [
      fact('restarts', [ines, '17h40m'], {
        kind: 'log',
        text: '214 restarts at row 31877 of imp_77Q0, each with heap out of memory.',
        source: 'Log query import-worker, imp_77Q0',
      }),
      fact('quote', [ines, '3h30m'], {
        kind: 'observation',
        text: 'Line 31877, column notes, opens a quote that is never closed.',
        source: 'File guests_2.csv, checked with a strict parser',
      }),
    ],
    hypotheses: [
      suspect('open-quote', [ines, '3h40m'], {
        text: 'An unclosed quote makes the rest of the file one field and the worker runs out of memory.',
        next: 'Count contacts with import_id = imp_77Q0; expected 31,876 if this is right, not 48,229.',
        for: ['restarts', 'quote'],
        then: [['testing', '3h20m', ines]],
      }),
    ],
  },
};

const dates: SampleTicket = {
  key: 'import-dates',
  title: 'Birth dates are one day early after the import',
  customer: customers.ashdown,
  requester: 'Rhian Morgan',
  product: 'Imports',
  intents: ['imports', 'data'],
  priority: 'normal',
  opened: '3d2h',
  description: `
    After importing 12,400 patients from our practice software, birthdays are a day early for many but not all. Example: patient
    PT-20817 is born 14 June 1986 in the file and 13 June 1986 in Relay. Birthday messages went out a day early. 7,110 wrong,
    5,290 right, we counted.`,
  story: [
    took('3d1h', tomasz, 'triage'),
    replied(
      '3d30m',
      tomasz,
      `
      Dear Rhian, thank you for counting, that is a real help. Are the wrong ones by any chance all born between the end of March
      and the end of October?`,
    ),
    asked('2d22h', 'They are! How did you know?'),
    moved('2d21h', tomasz, 'investigating'),
    noted(
      '2d20h',
      tomasz,
      'Summer time. File has dates only; the parser makes midnight Europe/London of it and stores UTC, so summer births become 23:00 the day before.',
    ),
    joined('2d4h', adaeze),
    noted(
      '2d3h',
      adaeze,
      'Right. The date type is correct for new custom fields, but "birthday" is a legacy timestamp column. Converting it is RLY-4120 (old). For this customer a script is enough, see notes.',
    ),
    left('2d2h30m', adaeze),
    replied(
      '2d2h',
      tomasz,
      `
      Because of summer time: a date without a time was stored as midnight in London, which is 23:00 of the day before in the
      time we store. We can correct the 7,110 by a script that adds the hour back. It changes nothing else. May we run it
      tonight at 22:00? Until then please pause the birthday workflow.`,
    ),
    asked('1d20h', 'Please do, workflow is paused. Our data officer wants to see the list of changes afterwards.'),
    noted(
      '20h',
      tomasz,
      'Dry run: 7,110 rows, all with time 23:00:00. Real run waits for a second reader, four-eyes rule for patient data.',
    ),
  ],
  investigation: {
    notes: `
      ## Pattern

      | born in | wrong | right |
      | winter time | 0 | 5,290 |
      | summer time | 7,110 | 0 |

      (1968 to 1971 count as summer time all year round, as Britain had it then: 214 patients.)

      ## Script

      ~~~sql
      update contacts
      set birthday = birthday + interval '1 hour'
      where tenant_id = 'ashdown' and import_id = 'imp_6XK2'
        and (birthday at time zone 'UTC')::time = '23:00';
      ~~~

      - dry run: 7,110 rows, list exported for the data officer
      - second reader: *open*
      - afterwards: compare 50 random patients with the file`,
    evidence: [
      fact('season', [tomasz, '2d21h30m'], {
        kind: 'observation',
        text: 'Of 12,400 birthdays exactly those in summer time are stored with 23:00 UTC of the day before.',
        source: "SQL: select extract(month from birthday), count(*) ... where import_id = 'imp_6XK2' group by 1",
      }),
      fact('dry-run', [tomasz, '20h10m'], {
        kind: 'observation',
        text: 'Dry run touches 7,110 rows, each of them at 23:00:00.',
        source: 'Script log, read-only transaction',
      }),
    ],
    hypotheses: [
      suspect('swapped', [tomasz, '3d40m'], {
        text: 'Day and month are mixed up for ambiguous dates.',
        against: ['season'],
        then: [['refuted', '2d21h40m', tomasz]],
      }),
      suspect('summer-time', [tomasz, '3d35m'], {
        text: 'Dates become midnight in London and lose an hour in summer.',
        for: ['season', 'dry-run'],
        next: 'Run the script after the second reader, compare 50 patients.',
        then: [
          ['testing', '2d22h', tomasz],
          ['supported', '2d20h30m', tomasz],
        ],
      }),
    ],
    draft: `
      Dear Rhian, the correction is prepared and was tested without changing anything: 7,110 birthdays, all of them in summer. A
      colleague checks it now as we do with all patient data, and it runs tonight at 22:00. You get the list of changes with the
      old and the new date right after.`,
  },
};

const duplicates: SampleTicket = {
  key: 'import-duplicates',
  title: 'Import created 8,100 duplicates instead of updating',
  customer: customers.mosswick,
  requester: 'Felix Brandt',
  product: 'Imports',
  intents: ['imports', 'data'],
  priority: 'normal',
  opened: '6d4h',
  description: `
    We chose "update existing, match by phone". 8,100 contacts of client Bellows & Brass exist twice now. Numbers in our file are
    like (212) 555-0147, in Relay they are +12125550147. Please merge them again.`,
  story: [
    took('6d3h', ines, 'triage'),
    noted(
      '6d2h',
      ines,
      'Match compares raw strings; normalising happens after it. Known: RLY-3977, open since spring.',
    ),
    replied(
      '6d1h30m',
      ines,
      `
      Hi Felix, the comparison takes the numbers as they are written, which is a known weakness on our side. I can undo the whole
      import imp_5RW9 (only what it created), then you import again with numbers in the form +1.... Undo takes about ten
      minutes. Contacts that were changed by hand since then stay; I count 12 of those.`,
    ),
    moved('6d1h', ines, 'waiting'),
    asked('4d2h', 'Please wait with the undo, the client is checking the 12. I will get back.'),
  ],
};

const encoding: SampleTicket = {
  key: 'import-encoding',
  title: 'Names with å and ø are broken after import',
  customer: customers.norrfjord,
  requester: 'Torbjørn Lie',
  product: 'Imports',
  intents: ['imports'],
  priority: 'low',
  opened: '15d2h',
  description: `
    "Bjørn Håkonsen" became "Bj¿rn HŒkonsen" for all of the 2,260 contacts in kunder_mac.csv. The other file, kunder_win.csv, is fine.`,
  story: [
    took('14d23h', tomasz, 'investigating'),
    noted(
      '14d22h',
      tomasz,
      'Saved as Mac Roman, we guessed Windows-1252: 0xBF is ø in the one and ¿ in the other. Detection only knows UTF-8 and 1252.',
    ),
    replied(
      '14d21h',
      tomasz,
      'Hi Torbjørn, the file was saved in an old Macintosh encoding. I have undone the import; if you choose "CSV UTF-8" when you save from the spreadsheet, the names come out right.',
    ),
    asked('13d4h', 'Imported again as UTF-8, all names are right. Takk!'),
    moved('13d3h', tomasz, 'resolved'),
  ],
};

export const imports: readonly SampleTicket[] = [stuck, dates, duplicates, encoding];
