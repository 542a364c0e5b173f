import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { richText } from './richText.ts';

function read(literal: string): string {
  const notes = new Y.Doc().getXmlFragment('notes');
  notes.insert(0, richText(literal));
  return notes.toJSON();
}

test('blocks become the nodes that the editor knows', () => {
  const written = read(`
    ## What we know

    A paragraph that
    goes on.

    - one
      and a half
    - two

    1. first

    ~~~sql
    select 1;

      -- indented
    ~~~

    > quoted
    > on two lines

    ---`);

  expect(written).toBe(
    '<heading level="2">What we know</heading><paragraph>A paragraph that goes on.</paragraph>' +
      '<bulletlist><listitem><paragraph>one and a half</paragraph></listitem>' +
      '<listitem><paragraph>two</paragraph></listitem></bulletlist>' +
      '<orderedlist start="1"><listitem><paragraph>first</paragraph></listitem></orderedlist>' +
      '<codeblock language="sql">select 1;\n\n  -- indented</codeblock>' +
      '<blockquote><paragraph>quoted on two lines</paragraph></blockquote><horizontalrule></horizontalrule>',
  );
});

test('a table has its headings in the first row', () => {
  const written = read(`
    | hour | events |
    | 10:00 | 4,120 |`);

  expect(written).toBe(
    '<table><tablerow><tableheader colspan="1" rowspan="1"><paragraph>hour</paragraph></tableheader>' +
      '<tableheader colspan="1" rowspan="1"><paragraph>events</paragraph></tableheader></tablerow>' +
      '<tablerow><tablecell colspan="1" rowspan="1"><paragraph>10:00</paragraph></tablecell>' +
      '<tablecell colspan="1" rowspan="1"><paragraph>4,120</paragraph></tablecell></tablerow></table>',
  );
});

test('marks end where they end', () => {
  const notes = new Y.Doc().getXmlFragment('notes');

  notes.insert(0, richText("It is **bold**, *slanted*, ''code()'' and [linked](https://status.relay.example)."));

  const text = (notes.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  expect(text.toDelta()).toEqual([
    { insert: 'It is ' },
    { insert: 'bold', attributes: { bold: {} } },
    { insert: ', ' },
    { insert: 'slanted', attributes: { italic: {} } },
    { insert: ', ' },
    { insert: 'code()', attributes: { code: {} } },
    { insert: ' and ' },
    { insert: 'linked', attributes: { link: { href: 'https://status.relay.example' } } },
    { insert: '.' },
  ]);
});
