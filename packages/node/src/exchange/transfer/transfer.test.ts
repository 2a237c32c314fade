import { randomUUID } from 'node:crypto'
import type { ImportReport, Signal } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../safeguards/access/acts/sign.fixture.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { keepMemberKey, newPrivateKey, nodeKeyOf, signObject } from '../../safeguards/keys/index.ts'
import { signalToEvent } from '../misp/signal-to-event.ts'
import { inventedMarkingId } from '../stix/markings.ts'
import { signalToStix } from '../stix/signal-to-stix.ts'
import { agreementStatementId } from '../stix/stix-ids.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { agree, change, later, own, share, sharedSignal } from '../taxii/taxii-stage.fixture.ts'

const partner = 'platform.example'
const key = nodeKeyOf(newPrivateKey())
let node: TestNode
let officer: SignedIn
let agreement: string

beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
  agreement = await agree(node, [partner])
  await keepMemberKey(node.db, { member: partner, publicKey: key.publicKey, validFrom: new Date(0) })
  await node.db
    .insertInto('peer')
    .values({ member: partner, node: 'n', url: 'http://127.0.0.1:9', state: 'active', since: new Date() })
    .execute()
})
afterAll(() => node.stop())

/** Makes a signal that the partner owns and signed. */
function theirs(fixed: Partial<Signal> = {}): Signal {
  const body = sharedSignal(agreement, { owner: partner, ...fixed })
  return { ...body, signature: signObject(key, 'entente/signal/v1', body, new Date()) }
}
async function bring(query: string, body: string): Promise<ImportReport> {
  const answer = await officer.call('POST', `/v1/signals/import?${query}`, new TextEncoder().encode(body))
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as ImportReport
}
const bundle = (objects: readonly object[]) =>
  JSON.stringify({ type: 'bundle', id: `bundle--${randomUUID()}`, objects }, null, 1)
async function exported(format: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${node.url}/v1/signals/export?format=${format}`, { headers: { cookie: officer.cookie } })
  expect(answer.status).toBe(200)
  return (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
const foreign = (id: string = randomUUID(), marks: object = {}): StixObject => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${id}`, created: '2026-01-01T00:00:00Z' },
  ...{ modified: '2026-01-01T00:00:00Z', pattern: `[url:value = 'https://a.test/${id}']`, pattern_type: 'stix' },
  ...{ valid_from: '2026-01-01T00:00:00Z', ...marks },
})
const terms = {
  ...{
    labels: [],
    entity: null,
    agreements: [],
    recipients: null,
    purposes: ['border-control'],
    pap: 'amber',
    confidence: 50,
  },
  ...{ lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null }, tlp: 'amber+strict', action: 'inform' },
  ...{ necessity: 'Needed to show how what others sent is adopted.', minor: false, place: 0 },
  source: { type: 'public', reference: 'Invented feed', reliability: 'C', lastVerifiedAt: later(-1).toISOString() },
  ...{ validFrom: later(-1).toISOString(), validUntil: later(50).toISOString() },
  ...{ retainUntil: later(60).toISOString(), reviewDue: later(20).toISOString() },
}

test('a bundle is imported except its invalid object; importing it again changes nothing', async () => {
  const signal = theirs()
  const objects = [
    ...signalToStix(signal),
    ...Array.from({ length: 196 }, () => foreign()),
    { ...foreign(), id: 'indicator--123' },
  ]
  expect(objects).toHaveLength(199)
  const dry = await bring('format=stix&source=bundle&dryRun=true', bundle(objects))
  expect(dry).toMatchObject({ read: 199, created: 1, foreign: 196 })
  expect(await officer.call('GET', `/v1/signals/${signal.id}`)).toMatchObject({ status: 404 })
  const report = await bring('format=stix&source=bundle', bundle(objects))
  expect(report).toEqual({
    ...{ format: 'stix', read: 199, created: 1, updated: 0, unchanged: 0, withdrawn: 0, foreign: 196, findings: [] },
    refused: [{ at: '/objects/198/id', id: 'indicator--123', code: 'stix-id', message: expect.any(String) }],
  })
  expect(await officer.call('GET', `/v1/signals/${signal.id}`)).toMatchObject({ status: 200, body: { owner: partner } })
  expect(await bring('format=stix&source=bundle', bundle(objects))).toMatchObject({
    created: 0,
    unchanged: 1,
    foreign: 0,
  })
  expect(await officer.call('PATCH', `/v1/signals/${signal.id}`, {}, { 'if-match': '1' })).toMatchObject({
    status: 422,
  })
})

test('C14 a bare STIX object is read as a bundle of one', async () => {
  const signal = theirs()
  const [indicator] = signalToStix(signal)
  expect(await bring('format=stix&source=bare', JSON.stringify(indicator, null, 2))).toMatchObject({
    ...{ read: 1, created: 1, refused: [] },
  })
  expect(await bring('format=stix&source=bare', JSON.stringify(foreign()))).toMatchObject({ read: 1, foreign: 1 })
  expect(await bring('format=stix&source=bare', JSON.stringify({ ...foreign(), id: 'indicator--1' }))).toMatchObject({
    ...{ read: 1, refused: [{ at: '/objects/0/id', code: 'stix-id' }] },
  })
  // None of these is one object.
  for (const other of [{ type: 'bundle', id: 'bundle--1' }, { Event: {} }, { objects: [] }, { type: 3, id: 'x' }])
    expect(
      await officer.call('POST', '/v1/signals/import?format=stix', new TextEncoder().encode(JSON.stringify(other))),
    ).toMatchObject({ status: 422, body: { code: 'import-empty' } })
  const two = `${JSON.stringify(foreign())}\n${JSON.stringify(foreign())}`
  expect(await officer.call('POST', '/v1/signals/import?format=stix', new TextEncoder().encode(two))).toMatchObject({
    body: { code: 'import-empty' },
  })
})

test("C14 MISP's answer of its interface and a bare event are read", async () => {
  const events = Array.from({ length: 3 }, () => signalToEvent(theirs()))
  const [first, second, third] = events
  const lines = [{ response: [{ Event: first }, { Event: second }] }, third, { response: { Attribute: [] } }]
  expect(await bring('format=misp&source=answer', lines.map((line) => JSON.stringify(line)).join('\n'))).toMatchObject({
    ...{ read: 4, created: 3, refused: [{ code: 'misp-invalid', message: expect.stringContaining('No event') }] },
  })
  // The exports of the release before are read too.
  const former = signalToEvent(theirs({ kind: 'media-hash' }), 1)
  expect(await bring('format=misp&source=former', JSON.stringify({ Event: former }))).toMatchObject({ created: 1 })
})

test('K10 each exported object of a node of one person says so, and a node of several refuses its people', async () => {
  const { place: _, ...draft } = {
    ...terms,
    kind: 'url',
    value: { url: 'https://a.test/k10', normalised: 'a.test/k10', scope: 'url' },
  }
  const made = await officer.call('POST', '/v1/signals', { ...draft, agreements: [agreement] })
  expect(made).toMatchObject({ status: 201, body: { lawfulBasis: { people: 'single-operator' } } })
  const { id } = made.body as Signal
  const of = (lines: Record<string, unknown>[]) => lines.filter((line) => JSON.stringify(line).includes(id))
  expect((await exported('entente')).at(-1)).toMatchObject({ end: { people: 'single-operator' } })
  expect(of(await exported('entente'))).toMatchObject([{ lawfulBasis: { people: 'single-operator' }, signature: {} }])
  const objects = of(await exported('stix'))
  for (const object of objects) expect(object.object_marking_refs).toContain(inventedMarkingId)
  expect(objects[0]).toMatchObject({ labels: expect.arrayContaining(['people:single-operator']) })
  const event = expect.arrayContaining([expect.objectContaining({ name: 'entente:people="single-operator"' })])
  expect(of(await exported('misp'))).toMatchObject([{ Event: { Tag: event } }])

  const basis = { reference: 'Invented Act', validUntil: null }
  const invented = theirs({ kind: 'person', lawfulBasis: { ...basis, people: 'single-operator' } })
  const file = bundle(signalToStix(invented))
  // A password alone does nothing on a node of several people.
  officer = (await signerOf(node, 'officer')).session
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  expect((await bring('format=stix', file)).refused).toMatchObject([{ code: 'single-operator' }])
  const edited = { ...draft, agreements: [agreement], lawfulBasis: { ...basis, people: 'single-operator' } }
  const next = await officer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '1' })
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  expect((next.body as Signal).lawfulBasis).toEqual(basis)
  expect((await bring('format=stix', file)).created).toBe(1)
})

test('a file in which nothing is found is refused with a hint', async () => {
  const refused = async (format: string, text: string, dryRun = false) => {
    const path = `/v1/signals/import?format=${format}&source=empty${dryRun ? '&dryRun=true' : ''}`
    const { status, body } = await officer.call('POST', path, new TextEncoder().encode(text))
    return [status, (body as { code: string }).code, (body as { detail: string }).detail]
  }
  const event = JSON.stringify({ Event: { uuid: randomUUID(), info: 'Seen', timestamp: '1780000000' } })
  for (const text of [bundle([]), '{}', '[]', event, '{"type":"bundle","objects":["x"]}'])
    expect(await refused('stix', text), text).toEqual([422, 'import-empty', expect.stringContaining('format misp')])
  expect(await refused('stix', bundle([]), true)).toMatchObject([422, 'import-empty', expect.any(String)])
  expect(await refused('misp', '{"manifest":{}}')).toEqual([422, 'import-empty', expect.stringContaining('manifest')])
  for (const blank of [' ', '\n\n'])
    expect(await refused('misp', blank)).toMatchObject([422, 'import-empty', expect.any(String)])
  expect(await refused('entente', '\n')).toEqual([422, 'import-empty', expect.stringContaining('each line')])
  // A bundle of STIX among events is refused as one, with a hint.
  const misnamed = await bring('format=misp&source=empty', JSON.stringify({ type: 'bundle', objects: [] }))
  expect(misnamed).toMatchObject({ read: 1, refused: [{ message: expect.stringContaining('format stix') }] })
})

test('a feed whose events were all imported before is no error', async () => {
  const id = randomUUID()
  const manifest = { [id]: { timestamp: '1780000000' } }
  expect(await bring('format=misp&source=known', JSON.stringify({ manifest }))).toMatchObject({ read: 0, refused: [] })
})

test('a changed, unsigned or incomplete signal is refused and not stored', async () => {
  const [changed, forged, lost] = [theirs(), theirs(), theirs()]
  const moved = { ...(signalToStix(changed)[0] as StixObject), valid_until: '2031-01-01T00:00:00.000Z' }
  const unsigned = signalToStix({ ...forged, confidence: forged.confidence === 1 ? 2 : 1 })[0] as StixObject
  const { purposes: _, ...rest } = lost
  const report = await bring('format=stix', bundle([moved, unsigned, theirsWith(lost, rest)]))
  expect(report.refused.map(({ code }) => code)).toEqual(['stix-mismatch', 'bad-signature', 'signal-invalid'])
  const lines = [
    JSON.stringify({ ...forged, tlp: 'clear' }),
    JSON.stringify({ ...forged, extra: 1 }),
    'x',
    JSON.stringify(theirs()),
  ]
  const second = await bring('format=entente', lines.join('\n'))
  expect(second.refused.map(({ at, code }) => [at, code])).toEqual([
    ['line 1', 'bad-signature'],
    ['line 2', 'unknown-field'],
    ['line 3', 'signal-invalid'],
  ])
  expect(second.created).toBe(1)
  const outside = await bring('format=entente', JSON.stringify(theirs({ agreements: [randomUUID()] })))
  expect(outside.refused).toMatchObject([{ code: 'refused', message: expect.stringContaining('agreement') }])
  const stranger = theirs({ owner: 'stranger.example' })
  expect((await bring('format=entente', JSON.stringify(stranger))).refused).toMatchObject([{ code: 'bad-signature' }])
  for (const { id } of [changed, forged, lost])
    expect(await officer.call('GET', `/v1/signals/${id}`)).toMatchObject({ status: 404 })
})

/** Returns the indicator of a signal, with other content in its extension. */
function theirsWith(signal: Signal, content: object): StixObject {
  const indicator = JSON.parse(JSON.stringify(signalToStix(signal)[0])) as StixObject
  for (const extension of Object.values(indicator.extensions as Record<string, { signal?: object }>))
    extension.signal = content
  return indicator
}

test('an export contains the allowed signals, counts the rest, and can be imported unchanged', async () => {
  const [open] = await share(node, agreement, 1)
  const [child] = await share(node, agreement, 1, { minor: true })
  const gone = await share(node, agreement, 1)
  const withdrawal = { at: new Date().toISOString(), reason: 'mistaken' as const }
  await change(node, gone[0] as Signal, { value: null, status: 'withdrawn', withdrawal })
  for (const format of ['stix', 'misp', 'entente']) {
    const lines = await exported(format)
    const { written, withheld } = (lines.at(-1) as { end: { written: number; withheld: number } }).end
    const text = JSON.stringify(lines)
    expect([written > 2, withheld]).toEqual([true, 1])
    expect([text.includes(open?.id as string), text.includes(child?.id as string)]).toEqual([true, false])
    const body =
      format === 'stix'
        ? bundle(lines.slice(0, -1))
        : lines
            .slice(0, -1)
            .map((line) => JSON.stringify(line))
            .join('\n')
    const report = await bring(`format=${format}&source=self`, body)
    expect(report).toMatchObject({ created: 0, updated: 0, refused: [], foreign: 0, unchanged: written })
  }
  // The recipient sees only agreements to which it is a party, and only versions that all parties signed.
  const title = 'Agreement of others'
  const others = await agreementInForce(node.db, [own, 'centre.example'], new Date(), { title })
  const { signed: _, ...signed } = await node.db
    .selectFrom('agreement')
    .selectAll()
    .where('id', '=', agreement)
    .executeTakeFirstOrThrow()
  const body = JSON.stringify({ ...(signed.body as object), title: 'Draft' })
  await node.db
    .insertInto('agreement')
    .values({ ...signed, version: 2, body, offered_at: null })
    .execute()
  const exportedText = JSON.stringify(await exported(`stix&to=${partner}`))
  expect([agreement, title, 'Draft'].map((text) => exportedText.includes(text))).toEqual([true, false, false])
  expect(exportedText.includes(agreementStatementId(agreement))).toBe(true)
  expect(exportedText.includes(agreementStatementId(others))).toBe(false)

  const analyst = await node.signIn('analyst')
  expect((await analyst.call('GET', '/v1/signals/export?format=stix')).status).toBe(403)
})

test('a MISP import tolerates missing events and reports deleted ones without withdrawing them', async () => {
  const signal = theirs()
  const event = signalToEvent(signal)
  const other = {
    uuid: randomUUID(),
    info: 'Seen',
    timestamp: '1780000000',
    Attribute: [{ type: 'url', value: 'https://b.test/1' }],
  }
  const missing = randomUUID()
  const manifest = { [event.uuid]: { timestamp: event.timestamp }, [other.uuid]: { timestamp: other.timestamp } }
  const feed = (...lines: object[]) =>
    bring('format=misp&source=feed', lines.map((line) => JSON.stringify(line)).join('\n'))
  const report = await feed({ manifest }, { Event: event }, { missing }, { Event: other }, { Event: { uuid: 'x' } })
  expect(report).toMatchObject({ read: 3, created: 1, foreign: 1 })
  expect(report.refused.map(({ code }) => code)).toEqual(['misp-event-missing', 'misp-invalid'])
  const wanted = (stamps: Record<string, number>) =>
    officer.call('POST', '/v1/signals/import/misp/wanted', { source: 'feed', events: stamps })
  const stamp = Number(other.timestamp)
  expect((await wanted({ [other.uuid]: stamp, [missing]: 1 })).body).toEqual({ wanted: [missing] })
  expect((await wanted({ [other.uuid]: stamp + 1 })).body).toEqual({ wanted: [other.uuid] })
  expect(await feed({ Event: other })).toMatchObject({ unchanged: 1, foreign: 0 })
  const second = await feed({ manifest: { [other.uuid]: { timestamp: other.timestamp } } })
  expect(second.findings).toMatchObject([{ code: 'MISP_EVENT_VANISHED', position: { event: event.uuid } }])
  expect(await officer.call('GET', `/v1/signals/${signal.id}`)).toMatchObject({ body: { status: 'active' } })
  await feed({ manifest: {} })
  const { items } = (await officer.call('GET', '/v1/foreign?gone=true')).body as { items: object[] }
  expect(items).toMatchObject([{ objectId: other.uuid, tlp: 'amber+strict', goneAt: expect.any(String) }])
})

test('a withdrawal signed by the owner takes effect, whichever way it arrived', async () => {
  const signal = theirs()
  await bring('format=entente', JSON.stringify(signal))
  const at = new Date().toISOString()
  const { signature: _, ...signed } = signal
  const withdrawn = theirs({
    ...signed,
    version: 2,
    value: null,
    status: 'withdrawn',
    modifiedAt: at,
    withdrawal: { at, reason: 'wrong' },
  })
  expect(await bring('format=stix', bundle(signalToStix(withdrawn)))).toMatchObject({ withdrawn: 1, refused: [] })
  const row = await node.db.selectFrom('signal').selectAll().where('id', '=', signal.id).executeTakeFirstOrThrow()
  expect(row.status).toBe('withdrawn')
  expect(`${row.a} ${row.b}`).not.toContain('example.test')
  const back = await bring('format=entente', JSON.stringify(signal))
  expect(back.refused).toMatchObject([{ code: 'signal-withdrawn' }])
})

test('a foreign object is matched only after an officer adopted it with basis and marking', async () => {
  const object = foreign()
  const clear = { object_marking_refs: ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'] }
  await bring(
    'format=stix&source=adopting',
    bundle([object, foreign(randomUUID(), clear), { ...foreign(), type: 'malware' }]),
  )
  const find = async (objectId: string) => {
    const { items } = (await officer.call('GET', '/v1/foreign?limit=200')).body as {
      items: { id: string; objectId: string }[]
    }
    return items.find((item) => item.objectId === objectId)?.id as string
  }
  const id = await find(object.id)
  expect(await officer.call('GET', `/v1/foreign/${id}`)).toMatchObject({
    body: {
      state: 'kept',
      object: { id: object.id },
      values: [{ kind: 'url', value: { url: expect.stringContaining('a.test') } }],
    },
  })
  const adopt = (change: object) => officer.call('POST', `/v1/foreign/${id}/adopt`, { ...terms, ...change })
  const refusal = async (change: object) => {
    const { code, at } = (await adopt(change)).body as { code: string; at: string }
    return [code, at]
  }
  expect(await refusal({ tlp: 'green' })).toEqual(['signal-invalid', '/tlp'])
  expect(await refusal({ pap: 'clear' })).toEqual(['signal-invalid', '/pap'])
  expect(await refusal({ agreements: [agreement] })).toEqual(['signal-invalid', '/agreements'])
  expect(await refusal({ place: 4 })).toEqual(['signal-invalid', '/place'])
  expect(await refusal({ source: { ...terms.source, type: 'own' } })).toEqual(['signal-invalid', '/source/type'])
  expect(await refusal({ lawfulBasis: { reference: '', validUntil: null } })).toEqual([
    'lawful-basis-missing',
    '/lawfulBasis/reference',
  ])
  const adopted = await adopt({})
  expect(adopted).toMatchObject({ status: 201, body: { kind: 'url', owner: own, tlp: 'amber+strict' } })
  expect((await adopt({})).body).toMatchObject({ code: 'foreign-not-adoptable' })
})

test('a truncated, empty or invalid file is refused, and imports refuse idempotency keys', async () => {
  const refusal = async (query: string, body: string, headers = {}) => {
    const answer = await officer.call('POST', `/v1/signals/import?${query}`, new TextEncoder().encode(body), headers)
    return (answer.body as { code: string }).code
  }
  expect(await refusal('format=stix', '{"objects":[{"type":')).toBe('file-unreadable')
  expect(await refusal('format=stix', 'x')).toBe('file-unreadable')
  expect(await refusal('format=stix', '')).toBe('empty-body')
  expect(await refusal('format=csv', 'x')).toBe('body-invalid')
  expect(await refusal('format=stix', '{}', { 'idempotency-key': 'a' })).toBe('body-invalid')
})
