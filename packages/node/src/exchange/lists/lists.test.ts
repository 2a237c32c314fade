import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes as importBytesAs, makeList as makeListAs, terms } from './list-stage.fixture.ts'

let node: TestNode
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const first = csv([
  'A1,Nils Vork,,1971-03-02,NOR,N4471906B',
  'A2,Amine Benhamdan,Amin Ben Hamdan,1988-03-14,TUN,',
  'A3,Sefa Tuilagi,,1990,WSM,',
])
const second = csv([
  'A1,Nils Vork,,1971-03-02,NOR,N4471906B',
  'A2,Amine Benhamdan,Amin Ben Hamdan;Amine B. Hamdane,1988-03-14,TUN,',
  'A4,Osric Pell,,1965~,GBR,',
])

const makeList = (title: string) => makeListAs(officer, title)
const importBytes = (list: string, bytes: Uint8Array) => importBytesAs(officer, list, bytes)
const activeNames = async (list: string) => {
  const page = (await officer.call('GET', `/v1/signals?status=active&list=${list}`)).body as {
    items: { entity: { name: string } }[]
  }
  return page.items.map((signal) => signal.entity.name).sort()
}

test('a preview stores no signal, and the import does exactly what the preview announced', async () => {
  const list = await makeList('preview')
  const preview = await officer.call('POST', `/v1/lists/${list}/preview`, first)
  expect(preview).toMatchObject({ status: 200, body: { read: 3, created: 3, updated: 0, withdrawn: 0, refused: [] } })
  expect(await activeNames(list)).toEqual([])
  const { previewId } = preview.body as { previewId: string }
  const report = await officer.call('POST', `/v1/lists/${list}/import`, { previewId })
  expect(report).toMatchObject({ status: 200, body: { created: 3 } })
  expect(await activeNames(list)).toEqual(['Amine Benhamdan', 'Nils Vork', 'Sefa Tuilagi'])
  const again = await officer.call('POST', `/v1/lists/${list}/import`, { previewId })
  expect(again.status).toBe(404)
})

test('a later file adds, changes and withdraws signals, and a rollback restores the earlier ones', async () => {
  const list = await makeList('versions')
  await importBytes(list, first)
  const preview = (await officer.call('POST', `/v1/lists/${list}/preview`, second)).body as {
    created: number
    updated: number
    unchanged: number
    withdrawn: number
    changes: { change: string; name: string; fields: { field: string; widens: boolean }[] }[]
    previewId: string
  }
  expect(preview).toMatchObject({ created: 1, updated: 1, unchanged: 1, withdrawn: 1 })
  expect(preview.changes.find((c) => c.change === 'change')).toMatchObject({
    name: 'Amine Benhamdan',
    fields: [{ field: 'names', widens: true }],
  })
  await officer.call('POST', `/v1/lists/${list}/import`, { previewId: preview.previewId })
  expect(await activeNames(list)).toEqual(['Amine Benhamdan', 'Nils Vork', 'Osric Pell'])
  const back = await officer.call('POST', `/v1/lists/${list}/rollback`, {
    to: 1,
    reason: 'The new file was published by mistake.',
  })
  expect(back).toMatchObject({ status: 200, body: { from: 2, to: 1 } })
  expect(await activeNames(list)).toEqual(['Amine Benhamdan', 'Nils Vork', 'Sefa Tuilagi'])
  const { version, versions } = (await officer.call('GET', `/v1/lists/${list}`)).body as {
    version: number
    versions: unknown[]
  }
  expect([version, versions.length]).toEqual([3, 3])
})

test('a preview is refused after another import changed the list', async () => {
  const list = await makeList('race')
  const { previewId } = (await officer.call('POST', `/v1/lists/${list}/preview`, first)).body as { previewId: string }
  await importBytes(list, second)
  const late = await officer.call('POST', `/v1/lists/${list}/import`, { previewId })
  expect(late).toMatchObject({ status: 409, body: { code: 'list-changed' } })
})

test('a file that is not a list stores nothing, and the error gives the reason', async () => {
  const list = await makeList('broken')
  const broken = await officer.call(
    'POST',
    `/v1/lists/${list}/preview`,
    Buffer.from('\u0000\u0001 nothing of the kind'),
  )
  expect(broken).toMatchObject({ status: 422, body: { code: 'list-empty' } })
  expect((await officer.call('POST', `/v1/lists/${list}/preview`, new Uint8Array())).body).toMatchObject({
    code: 'empty-body',
  })
})

test.each([
  [
    'a document type',
    'un-xml',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST/>',
    'xml-unsafe',
  ],
  ['too much depth', 'un-xml', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, 'xml-limit'],
  ['a quote that never closes', 'csv', 'id,name\n1,"Tebbo Vardak\n', 'csv-quote'],
  ['a list without entries', 'un-xml', '<CONSOLIDATED_LIST></CONSOLIDATED_LIST>', 'list-empty'],
])('a file with %s is refused with a specific error code', async (_what, format, text, code) => {
  const made = await officer.call('POST', '/v1/lists', { title: `refused ${code}`, format, terms })
  const { id } = made.body as { id: string }
  const refused = await officer.call('POST', `/v1/lists/${id}/preview`, Buffer.from(text))
  expect(refused).toMatchObject({ status: 422, body: { code } })
})

test('a truncated list is reported with the line, and its complete entries are shown', async () => {
  const made = await officer.call('POST', '/v1/lists', { title: 'cut', format: 'un-xml', terms })
  const person = (id: number) =>
    `<INDIVIDUAL><DATAID>${id}</DATAID><FIRST_NAME>Tebbo Vardak</FIRST_NAME></INDIVIDUAL>\n`
  const text = `<CONSOLIDATED_LIST><INDIVIDUALS>\n${person(1)}${person(2)}`.slice(0, -30)
  const { id } = made.body as { id: string }
  const preview = await officer.call('POST', `/v1/lists/${id}/preview`, Buffer.from(text))
  expect(preview).toMatchObject({
    status: 200,
    body: { read: 1, created: 1, findings: [{ code: 'XML_MALFORMED', severity: 'error', position: { line: 3 } }] },
  })
})

test('a file over the limit is refused before it is stored', async () => {
  const list = await makeList('large')
  const refused = await officer.call('POST', `/v1/lists/${list}/preview`, new Uint8Array(50 * 1024 * 1024 + 1))
  expect(refused).toMatchObject({ status: 413, body: { code: 'too-large' } })
})

test('invalid terms are refused with the list, and every fault is reported', async () => {
  const bad = {
    ...terms,
    lawfulBasis: { reference: ' ', validUntil: null },
    retainDays: 30,
    tlp: 'red',
    agreements: ['agr-7'],
  }
  const refused = await officer.call('POST', '/v1/lists', { title: 'bad terms', format: 'csv', terms: bad })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'lawful-basis-missing', at: '/terms/lawfulBasis/reference' },
  })
  expect((refused.body as { errors: { code: string; at: string }[] }).errors.map(({ code, at }) => [code, at])).toEqual(
    [
      ['lawful-basis-missing', '/terms/lawfulBasis/reference'],
      ['retain-before-valid', '/terms/retainDays'],
      ['red-needs-recipients', '/terms/tlp'],
      ['purpose-not-agreed', '/terms/agreements/0'],
    ],
  )
  const { items } = (await officer.call('GET', '/v1/lists')).body as { items: { title: string }[] }
  expect(items.map(({ title }) => title)).not.toContain('bad terms')
})

test('one entry with a placeholder number does not block the other entries', async () => {
  const list = await makeList('placeholder')
  const bytes = csv(['B1,Greta Holm,,1980-01-09,SWE,123456789', 'B2,Ivo Kranz,,1979-05-05,AUT,P7654321'])
  const preview = await officer.call('POST', `/v1/lists/${list}/preview`, bytes)
  expect(preview).toMatchObject({
    status: 200,
    body: { created: 1, refused: [{ id: 'B1', code: 'false-positive-list' }] },
  })
})

test('only a signal officer previews or imports', async () => {
  const list = await makeList('roles')
  for (const account of ['analyst', 'supervisor', 'oversight-1']) {
    const person = await node.signIn(account)
    const refused = await person.call('POST', `/v1/lists/${list}/preview`, first)
    expect(refused, account).toMatchObject({ status: 403 })
  }
})

test("a list can be imported and rolled back after its signals' retention has ended", async () => {
  const list = await makeList('past its time')
  await importBytes(list, first)
  await importBytes(list, second)
  await node.db
    .updateTable('signal')
    .set({ valid_until: '2020-01-01T00:00:00.000Z', delete_at: '2020-01-02T00:00:00.000Z' })
    .where('list_id', '=', list)
    .execute()
  expect(await importBytes(list, first)).toMatchObject({ status: 200, body: { created: 3, updated: 0, withdrawn: 0 } })
  expect(await activeNames(list)).toEqual(['Amine Benhamdan', 'Nils Vork', 'Sefa Tuilagi'])
  const back = await officer.call('POST', `/v1/lists/${list}/rollback`, {
    to: 1,
    reason: 'The file was the wrong one.',
  })
  expect(back.status).toBe(200)
  expect(await activeNames(list)).toEqual([])
})

test('as many previews as database connections do not block each other', async () => {
  const list = await makeList('many at once')
  const previews = await Promise.all(
    Array.from({ length: 24 }, () => officer.call('POST', `/v1/lists/${list}/preview`, first)),
  )
  expect(new Set(previews.map(({ status }) => status))).toEqual(new Set([200]))
})
