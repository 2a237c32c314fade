import { setTimeout as wait } from 'node:timers/promises'
import type { SignalPage } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let officer: SignedIn
const ids = new Map<string, string>()

const terms = {
  ...{ labels: [], entity: null, agreements: [], recipients: null, purposes: ['border-control'], minor: false },
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  ...{ tlp: 'amber', pap: 'green', confidence: 60, action: 'discreet-check' },
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: '2026-11-01T00:00:00.000Z' },
  necessity: 'Needed to show in a test how a signal lives.',
  validFrom: '2026-11-01T00:00:00.000Z',
  validUntil: '2027-11-01T00:00:00.000Z',
  retainUntil: '2028-11-01T00:00:00.000Z',
  reviewDue: '2027-02-01T00:00:00.000Z',
}
const named = (full: string, ...aliases: string[]) => ({
  names: [full, ...aliases].map((name, place) => ({
    ...{ full: name, family: null, given: null, script: null },
    quality: place === 0 ? 'primary' : 'original',
  })),
  ...{ birthDates: [], sex: null, nationalities: [], birthPlaces: [], identifiers: [] },
})
const drafts: Record<string, object> = {
  youssef: {
    ...terms,
    kind: 'person',
    value: named('Youssef Benhamdan', 'بن حمدان يوسف'),
    reviewDue: '2027-01-01T00:00:00.000Z',
  },
  vitalii: {
    ...terms,
    kind: 'person',
    value: named('Віталій Бенгаменко'),
    action: 'refuse',
    tlp: 'amber+strict',
  },
  una: { ...terms, kind: 'person', value: named('Una Tredgold'), validUntil: '2027-05-01T00:00:00.000Z' },
  site: {
    ...{ ...terms, kind: 'account', tlp: 'green' },
    value: { service: 'chat.example', userId: null, handle: 'benham-aid.4471' },
  },
  odd: {
    ...terms,
    kind: 'person',
    value: named('Odd Okwuosa'),
    source: { ...terms.source, reference: 'KRIPOS 77-4471' },
  },
}

beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
  for (const [name, draft] of Object.entries(drafts)) {
    const made = await officer.call('POST', '/v1/signals', draft)
    if (made.status !== 201) throw new Error(`${name}: ${JSON.stringify(made.body)}`)
    ids.set((made.body as { id: string }).id, name)
  }
})
afterAll(() => node?.stop())

/** Reads a page until the node has read all names. */
async function page(method: 'GET' | 'POST', path: string, body?: object, by = officer): Promise<SignalPage> {
  for (;;) {
    const answer = await by.call(method, path, body)
    expect(answer.status).toBe(200)
    const found = answer.body as SignalPage
    if (found.complete) return found
    await wait(20)
  }
}
const list = async (query: string) => (await page('GET', `/v1/signals?${query}`)).items.map(({ id }) => ids.get(id))
const search = async (text: string, more = {}) => {
  const found = await page('POST', '/v1/signals/find', { text, part: true, ...more })
  expect(found.total).toBe(found.items.length)
  return found.items.map(({ id }) => ids.get(id) ?? '').sort()
}

test('a signal is found by a part of a name, an alias, a value or a reference, in any script', async () => {
  expect(await search('benh')).toEqual(['site', 'vitalii', 'youssef'])
  expect(await search('حمدا')).toEqual(['youssef'])
  expect(await search('Бенгаме')).toEqual(['vitalii'])
  expect(await search('m-aid.44')).toEqual(['site'])
  expect(await search('77-447')).toEqual(['odd'])
  expect(await search('benh', { kind: 'account' })).toEqual(['site'])
})

test('the page says what fitted', async () => {
  const { items, facts } = await page('POST', '/v1/signals/find', { text: 'hamdan', part: true })
  expect(facts.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  expect(facts[0]?.fits.map(({ text, from, to }) => text.slice(from, to))).toEqual(['hamdan', 'حمدان'])
})

test('a search by part needs three characters', async () => {
  const short = await officer.call('POST', '/v1/signals/find', { text: 'be', part: true })
  expect(short).toMatchObject({ status: 422, body: { code: 'query-too-short' } })
})

test('the list sorts by name, review and end, in both directions', async () => {
  expect(await list('sort=name')).toEqual(['site', 'odd', 'una', 'youssef', 'vitalii'])
  expect(await list('sort=name&direction=down')).toEqual(['vitalii', 'youssef', 'una', 'odd', 'site'])
  expect((await list('sort=reviewDue'))[0]).toBe('youssef')
  expect((await list('sort=validUntil'))[0]).toBe('una')
  expect((await list('sort=validUntil&direction=down')).at(-1)).toBe('una')
})

test('the list sorts by hits of thirty days and by feedback, and counts them', async () => {
  const youssef = [...ids].find(([, name]) => name === 'youssef')?.[0] as string
  const analyst = await node.signIn('analyst')
  const told = await analyst.call('POST', `/v1/signals/${youssef}/feedback`, {
    ...{ outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null },
  })
  expect(told.status, JSON.stringify(told.body)).toBeLessThan(300)
  const { items, facts } = await page('GET', '/v1/signals?sort=mistaken')
  expect(items[0]?.id).toBe(youssef)
  expect(facts[0]).toMatchObject({ mistaken: 1, hits30: 0, disputed: false })
  expect(await list('sort=hits30')).toHaveLength(5)
  expect(await list('hits=some')).toEqual([])
})

test('the list filters by action and marking, with the count that fits', async () => {
  expect(await list('action=refuse')).toEqual(['vitalii'])
  expect(await list('tlp=green')).toEqual(['site'])
  expect((await page('GET', '/v1/signals?tlp=amber')).total).toBe(3)
  expect(await list('review=due')).toEqual([])
})

test('a sorted list is paged by position', async () => {
  const first = await page('GET', '/v1/signals?sort=name&limit=2')
  const second = await page('GET', `/v1/signals?sort=name&limit=2&next=${first.next}`)
  const jumped = await page('GET', '/v1/signals?sort=name&limit=2&offset=2')
  expect(second).toEqual(jumped)
  expect([first.offset, second.offset, first.total]).toEqual([0, 2, 5])
  expect([...first.items, ...second.items].map(({ id }) => ids.get(id))).toEqual(['site', 'odd', 'una', 'youssef'])
  expect((await officer.call('GET', '/v1/signals?sort=name&next=e30')).status).toBe(422)
})

test('a direction without a sort skips no signal between pages', async () => {
  const seen: string[] = []
  for (let next = ''; ; ) {
    const part = await page('GET', `/v1/signals?direction=up&limit=2${next}`)
    seen.push(...part.items.map(({ id }) => ids.get(id) ?? ''))
    if (part.next === null) break
    next = `&next=${part.next}`
  }
  expect(seen).toEqual(await list('direction=up'))
  expect(seen).toHaveLength(5)
})

test('a foreign purpose finds and counts no signal', async () => {
  const foreign = { 'entente-purpose': 'content-safety' }
  const { body } = await officer.call('POST', '/v1/signals/find', { text: 'benh', part: true }, foreign)
  expect(body).toMatchObject({ items: [], total: 0 })
})

test('a withdrawn signal is not found by its erased value', async () => {
  const una = [...ids].find(([, name]) => name === 'una')?.[0] as string
  expect(await search('tredg')).toEqual(['una'])
  const gone = await officer.call('POST', `/v1/signals/${una}/withdraw`, { reason: 'wrong', text: 'A mistake.' })
  expect(gone.status).toBe(200)
  expect(await search('tredg')).toEqual([])
})

test('a search of signals among all types says what they are', async () => {
  const { body } = await officer.call('POST', '/v1/find', { text: 'benh', part: true })
  expect(body).toMatchObject({ groups: [{ type: 'signal', shown: 3, more: false }] })
})
