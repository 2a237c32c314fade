import type { CompareAnswer, TryAnswer } from '@entente/contracts'
import { compare } from '@entente/matching'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../../exchange/lists/list-stage.fixture.ts'

let node: TestNode
let analyst: SignedIn
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signIn('analyst')
  officer = await node.signIn('officer')
  const list = await makeList(officer, 'Invented list')
  const rows = [
    'B1,Chinedu Okwuosa,,1981-05-17,NGA,QX5550142',
    'B2,Оксана Петрівна Гончаренко,,1990-02-28,UKR,',
    'B3,Una Tredgolde,,1980-02-03,NOR,',
  ]
  await importBytes(officer, list, csv(rows))
  await node.whenIdle()
})
afterAll(() => node.stop())

const attempt = (by: SignedIn, body: unknown, headers?: Record<string, string>) =>
  by.call('POST', '/v1/matching/try', body, headers)
const tried = async (by: SignedIn, body: unknown, headers?: Record<string, string>): Promise<TryAnswer> => {
  const reply = await attempt(by, body, headers)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as TryAnswer
}

test('a tried name returns hits with everything that their scores come from', async () => {
  const identity = { names: ['HONCHARENKO/OXANA'], birthDates: ['1990-02-28'], nationalities: ['UKR'] }
  const { items, truncated, findings, engine } = await tried(analyst, identity)
  expect({ truncated, findings }).toEqual({ truncated: false, findings: [] })
  expect(engine.tables).toMatch(/^[0-9a-f]{64}$/)
  const [hit] = items
  expect(items).toHaveLength(1)
  expect(hit).toMatchObject({
    signal: {
      kind: 'person',
      label: 'Оксана Петрівна Гончаренко',
      source: 'Invented list',
      listVersion: '1',
      tlp: 'clear',
      version: 1,
    },
    threshold: 0.5,
    thresholdVersion: 1,
    verdict: 'match',
    matchedName: { b: 'Оксана Петрівна Гончаренко' },
  })
  const again = compare(identity, {
    id: 'x',
    names: ['Оксана Петрівна Гончаренко'],
    birthDates: ['1990-02-28'],
    nationalities: ['UKR'],
  })
  expect(hit?.score).toBe(again.score)
  expect(hit?.evidence).toEqual(again.evidence)
})

test('results under the threshold are returned on request, closest first, up to the limit', async () => {
  const weak = { names: ['Una Tredgolde'], birthDates: ['1978-06-11'], nationalities: ['TUN'] }
  expect((await tried(analyst, weak)).items).toEqual([])
  const [hit] = (await tried(analyst, { ...weak, weak: true })).items
  expect(hit).toMatchObject({ verdict: 'weak', strength: { band: 'slight', compared: 3, of: 4 } })
  const both = { names: ['Una Tredgolde', 'Chinedu Okwuosa'] }
  const all = (await tried(analyst, both)).items.map(({ score }) => score)
  expect(all).toHaveLength(2)
  expect(all).toEqual([...all].sort((x, y) => y - x))
  expect(await tried(analyst, { ...both, limit: 1 })).toMatchObject({ items: [{ score: all[0] }], truncated: true })
})

test('a document alone is enough, and a company is not tried as a person', async () => {
  expect(
    (await tried(analyst, { names: [], documents: [{ number: 'QX5550142', country: 'NGA' }] })).items,
  ).toMatchObject([{ signal: { label: 'Chinedu Okwuosa' }, matchedName: null }])
  expect((await tried(analyst, { kind: 'org', names: ['Chinedu Okwuosa'] })).items).toEqual([])
})

test('trying a name shows signals of its purpose only; oversight sees every purpose', async () => {
  const identity = { names: ['Chinedu Okwuosa'], birthDates: ['1981-05-17'] }
  const other = { 'entente-purpose': 'aviation-security' }
  expect((await tried(analyst, identity, other)).items).toEqual([])
  expect((await tried(analyst, identity)).items).toHaveLength(1)
  const oversight = await node.signIn('oversight-1')
  expect((await tried(oversight, identity, { 'entente-purpose': 'human-rights-review' })).items).toHaveLength(1)
  const administrator = await node.signIn('administrator')
  expect((await attempt(administrator, identity)).body).toMatchObject({ code: 'refused' })
})

test('trying a name uses changed signals before the index has read the changes', async () => {
  const list = await makeList(officer, 'Another list')
  await importBytes(
    officer,
    list,
    csv(['C1,Torunn Brandsvolde,,1966-12-24,NOR,', 'C2,Joost Achterbergh,,1958-04-04,NLD,']),
  )
  await node.whenIdle()
  const rows = await node.db
    .selectFrom('signal')
    .select(['id', 'list_entry', 'b', 'a'])
    .where('list_id', '=', list)
    .execute()
  const of = (entry: string) => rows.find((row) => row.list_entry === entry)?.id as string
  // The index has not processed the two changes yet.
  await node.db
    .updateTable('signal')
    .set({ purposes: ['terrorist-financing'] })
    .where('id', '=', of('C1'))
    .execute()
  expect((await tried(analyst, { names: ['Torunn Brandsvolde'] })).items).toEqual([])
  const row = rows.find(({ id }) => id === of('C2'))
  const { codec } = node.vault
  const clocks = { regime: 'signal', mask_at: null, delete_at: new Date('2040-01-01') }
  const changed = (part: 'a' | 'b', bytes: Buffer | null | undefined) => {
    const text = JSON.stringify(codec.open(of('C2'), part, bytes ?? null))
    const value = text.replaceAll('Achterbergh', 'Vandermeulen').replace('"version":1', '"version":2')
    return codec.seal(of('C2'), part, JSON.parse(value), clocks)
  }
  const parts = { a: row?.a ? changed('a', row.a) : null, b: changed('b', row?.b) }
  await codec.beforeCommit()
  await node.db
    .updateTable('signal')
    .set({ version: 2, ...parts })
    .where('id', '=', of('C2'))
    .execute()
  expect((await tried(analyst, { names: ['Joost Achterbergh'] })).items).toEqual([])
})

test('the log records a try with the number of signals seen, never the name', async () => {
  const canary = 'ZEBULONIA'
  const before = await node.db.selectFrom('audit.entry').select('id').execute()
  await tried(analyst, { names: [`${canary} Okwuosa`, 'Chinedu Okwuosa'] })
  await analyst.call('POST', '/v1/matching/compare', { a: { names: [canary] }, b: { names: [canary] } })
  await attempt(analyst, { names: [canary], birthDates: [canary] })
  const rows = await node.db.selectFrom('audit.entry').select(['id', 'entry', 'details']).execute()
  const since = rows.filter(({ id }) => !before.some((one) => one.id === id))
  const details = since.map((row) => ({
    ...(JSON.parse(row.entry.toString()) as { type: string; count: number }),
    ...(JSON.parse(row.details.toString()) as { what?: string }),
  }))
  expect(details.filter(({ what }) => what === 'try')).toMatchObject([{ type: 'signal.read', count: 1 }])
  expect(details.filter(({ what }) => what === 'compare')).toMatchObject([{ type: 'signal.match', count: 0 }])
  for (const table of ['audit.entry', 'event', 'found', 'idempotency'] as const) {
    const all = await node.db.selectFrom(table).selectAll().execute()
    expect(JSON.stringify(all.map((row) => Object.values(row).map(String)))).not.toContain(canary)
  }
})

test('two typed identities are compared without reading a signal or a record', async () => {
  const a = { names: ['Yusuf Hamdan Qarmouti'], birthDates: ['1981-05-17'] }
  const b = { names: ['QARMOUTI/YOUSSEF HAMDAN'], birthDates: ['1981'], nationalities: ['Atlantis'], gender: null }
  const answer = (await analyst.call('POST', '/v1/matching/compare', { a, b })).body as CompareAnswer
  const { score, logOdds, evidence, matchedName, verdict } = compare(a, b)
  expect(answer).toMatchObject({ score, logOdds, evidence, matchedName, verdict, threshold: 0.5 })
  expect(answer.findings).toEqual([
    { code: 'NATIONALITY_UNKNOWN', at: '/b/nationalities/0', message: expect.any(String) },
  ])
})

test.each([
  ['no name', { names: [] }, 'name-empty', '/names'],
  ['honorifics only', { names: ['Dr.'] }, 'name-empty', '/names'],
  ['a stand-in', { names: ['UNKNOWN', 'FNU'] }, 'name-empty', '/names'],
  ['a name without end', { names: ['A'.repeat(501)] }, 'name-too-long', '/names/0'],
  ['too many words', { names: ['Una '.repeat(61)] }, 'name-too-long', '/names/0'],
  ['too many names', { names: Array.from({ length: 201 }, () => 'Una') }, 'names-too-many', '/names'],
  ['an impossible date', { names: ['Una'], birthDates: ['1985-02-30'] }, 'birth-date-invalid', '/birthDates/0'],
  ['a word for a date', { names: ['Una'], birthDates: ['yesterday'] }, 'birth-date-invalid', '/birthDates/0'],
  ['a birth to come', { names: ['Una'], birthDates: ['2190-01-01'] }, 'birth-date-implausible', '/birthDates/0'],
  ['names that are none', { names: [7] }, 'body-invalid', '/names/0'],
  ['an unknown field', { names: ['Una'], religion: 'x' }, 'unknown-field', '/religion'],
])('bad input: %s', async (_what, identity, code, at) => {
  const reply = await attempt(analyst, identity)
  expect(reply).toMatchObject({ status: 422, body: { code, at } })
  const compared = await analyst.call('POST', '/v1/matching/compare', { a: { names: ['Una'] }, b: identity })
  expect(compared).toMatchObject({ status: 422, body: { code, at: `/b${at}` } })
})

test('unusable fields beside a good name are left out and reported', async () => {
  const { findings } = await tried(analyst, {
    names: ['Una Tredgolde', 'Dr.'],
    nationalities: ['Atlantis'],
    documents: [{ number: 'ABC' }],
  })
  expect(findings.map(({ code, at }) => `${code} ${at}`).sort()).toEqual([
    'DOCUMENT_UNUSABLE /documents/0',
    'NAME_EMPTY /names/1',
    'NATIONALITY_UNKNOWN /nationalities/0',
  ])
})
