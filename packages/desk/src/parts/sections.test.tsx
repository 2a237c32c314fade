import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type Section, Sections } from './sections.tsx'

const shown = (sections: readonly Section[]): string =>
  renderToStaticMarkup(<Sections sections={sections} />).replaceAll(/ (?:class|id|aria-labelledby)="[^"]*"/g, '')

test('fields are shown as names with values, for people and organisations', () => {
  const sender = [
    { name: 'Name', value: 'Invented Trading House' },
    { name: 'Registered in', value: 'Utopia' },
  ]
  const receiver = [{ name: 'Name', value: 'Tora Invented' }]
  const html = shown([
    { id: 'sender', title: 'Sender, an organisation', kind: 'fields', fields: sender },
    { id: 'receiver', title: 'Receiver, a person', kind: 'fields', fields: receiver },
  ])
  expect(html).toContain('<h2>Sender, an organisation</h2>')
  expect(html).toContain('<dt>Name</dt><dd>Invented Trading House</dd>')
  expect(html).toContain('<dt>Registered in</dt><dd>Utopia</dd>')
  expect(html).toContain('<h2>Receiver, a person</h2>')
})

test('a list is shown as a table with a row for each item', () => {
  const rows = [
    { id: 'one', cells: ['Crate 1', '14 kg'] },
    { id: 'two', cells: ['Crate 2', null] },
  ]
  const html = shown([{ id: 'goods', title: 'Goods', note: 2, kind: 'list', columns: ['Crate', 'Weight'], rows }])
  expect(html).toContain('<th scope="col">Crate</th><th scope="col">Weight</th>')
  expect(html).toContain('<th scope="row">Crate 1</th><td>14 kg</td>')
  expect(html).toContain('<th scope="row">Crate 2</th><td>–</td>')
})

test('a time line shows its entries in order, with each new day', () => {
  const html = shown([
    {
      id: 'history',
      title: 'History',
      kind: 'timeline',
      entries: [
        { at: '2026-11-24T09:00:00Z', text: 'Declared', person: false },
        { at: '2026-11-24T10:30:00Z', text: 'Checked', person: true },
        { at: '2026-11-25T08:00:00Z', text: 'Released', person: true },
      ],
    },
  ])
  expect(html.match(/Declared|Checked|Released/g)).toEqual(['Declared', 'Checked', 'Released'])
  expect(html.match(/2[45] Nov 2026/g)).toEqual(['24 Nov 2026', '25 Nov 2026'])
})

test('an empty section shows its own text', () => {
  const html = shown([
    { id: 'goods', title: 'Goods', empty: 'No goods are declared.', kind: 'list', columns: ['Crate'], rows: [] },
    { id: 'notes', title: 'Notes', kind: 'fields', fields: [] },
  ])
  expect(html).toContain('<p>No goods are declared.</p>')
  expect(html).toContain('<p>–</p>')
})
