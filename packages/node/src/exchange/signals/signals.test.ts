import { randomUUID } from 'node:crypto'
import type { SignalPage } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const person = (full: string, number: string) => ({
  kind: 'person',
  value: {
    names: [{ full, family: null, given: null, script: null, quality: 'primary' }],
    birthDates: ['1971-03-02'],
    sex: 'M',
    nationalities: ['NOR'],
    birthPlaces: [],
    identifiers: [{ type: 'passport', number, issuer: 'NOR' }],
  },
  labels: [],
  entity: null,
  agreements: [],
  recipients: null,
  purposes: ['border-control'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'amber',
  pap: 'green',
  confidence: 60,
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: '2026-11-01T00:00:00.000Z' },
  action: 'discreet-check',
  necessity: 'Needed to show in a test how a signal lives.',
  minor: false,
  validFrom: '2026-11-01T00:00:00.000Z',
  validUntil: '2027-11-01T00:00:00.000Z',
  retainUntil: '2028-11-01T00:00:00.000Z',
  reviewDue: '2027-02-01T00:00:00.000Z',
})
const code = (answer: { body: unknown }) => (answer.body as { code?: string }).code

test('a signal can be created, edited by version, and withdrawn, which erases its value', async () => {
  const made = await officer.call('POST', '/v1/signals', person('Nils Vork', 'N4471906B'))
  expect(made).toMatchObject({ status: 201, body: { version: 1, owner: 'norland.example', status: 'active' } })
  const { id } = made.body as { id: string }
  const edited = { ...person('Nils Vork', 'N4471906B'), confidence: 80 }
  expect(code(await officer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '7' }))).toBe('version-conflict')
  expect(await officer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '1' })).toMatchObject({
    status: 200,
    body: { version: 2, confidence: 80 },
  })
  const gone = await officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: 'Another person.' })
  expect(gone).toMatchObject({ status: 200, body: { reason: 'mistaken', complete: true } })
  const read = (await officer.call('GET', `/v1/signals/${id}`)).body as {
    value: unknown
    versions: { version: number }[]
  }
  expect(read.value).toBeNull()
  expect(read.versions.map((v) => v.version)).toEqual([3, 2, 1])
  expect(code(await officer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '3' }))).toBe('signal-withdrawn')
})

test('a second signal with the same value is refused, and the existing one is named', async () => {
  const made = (await officer.call('POST', '/v1/signals', person('Osric Pell', 'P0099887'))).body as { id: string }
  const twice = await officer.call('POST', '/v1/signals', person('OSRIC  PELL'.replace('  ', ' '), 'P0099887'))
  expect(twice).toMatchObject({ status: 409, body: { code: 'duplicate-signal' } })
  expect((twice.body as { detail: string }).detail).toContain(made.id)
})

test.each([
  [
    'a missing lawful basis',
    { lawfulBasis: { reference: '', validUntil: null } },
    'lawful-basis-missing',
    '/lawfulBasis/reference',
  ],
  [
    'an erasure before the end of use',
    { retainUntil: '2027-01-01T00:00:00.000Z' },
    'retain-before-valid',
    '/retainUntil',
  ],
  ['TLP:RED for nobody in particular', { tlp: 'red' }, 'red-needs-recipients', '/recipients'],
  ['a field that does not exist', { colour: 'red' }, 'unknown-field', '/colour'],
])('%s is refused, and nothing is stored', async (_what, change, expected, at) => {
  const before = (await officer.call('GET', '/v1/signals')).body as { total: number }
  const refused = await officer.call('POST', '/v1/signals', { ...person('Greta Holm', 'G5551234'), ...change })
  expect(refused).toMatchObject({ status: 422, body: { code: expected, at } })
  expect(((await officer.call('GET', '/v1/signals')).body as { total: number }).total).toBe(before.total)
})

test('a signal with an unknown agreement is refused, and the failed clause is named', async () => {
  const refused = await officer.call('POST', '/v1/signals', {
    ...person('Ivo Kranz', 'K5551234'),
    agreements: ['agr-7'],
  })
  expect(refused).toMatchObject({
    status: 422,
    body: {
      code: 'purpose-not-agreed',
      at: '/agreements/0',
      clauses: [{ id: 'purpose-agreed', agreement: 'agr-7', result: 'fail' }],
    },
  })
})

test('only the owner edits or withdraws a signal; others are referred to feedback', async () => {
  const made = (await officer.call('POST', '/v1/signals', person('Greta Lind', 'L5550001'))).body as { id: string }
  await node.db.updateTable('signal').set({ owner: 'sudland.example' }).where('id', '=', made.id).execute()
  const edited = await officer.call('PATCH', `/v1/signals/${made.id}`, person('Greta Lind', 'L5550002'), {
    'if-match': '1',
  })
  expect(edited).toMatchObject({ status: 403, body: { code: 'not-owner' } })
  expect((edited.body as { detail: string }).detail).toContain('feedback')
  const ended = await officer.call('POST', `/v1/signals/${made.id}/withdraw`, { reason: 'mistaken', text: '' })
  expect(ended).toMatchObject({ status: 403, body: { code: 'not-owner' } })
  const row = await node.db
    .selectFrom('signal')
    .select(['version', 'status'])
    .where('id', '=', made.id)
    .executeTakeFirst()
  expect(row).toEqual({ version: 1, status: 'active' })
})

test('a placeholder document number is refused, and a minor must be marked as one', async () => {
  const placeholder = await officer.call('POST', '/v1/signals', person('Ivo Kranz', '123-456 789'))
  expect(placeholder).toMatchObject({
    status: 422,
    body: { code: 'false-positive-list', at: '/value/identifiers/0/number' },
  })
  expect((placeholder.body as { detail: string }).detail).toMatch(/document-placeholders.*123456789/)
  const child = person('Ada Kranz', 'A7654321')
  child.value.birthDates = ['2015-05-05']
  expect(code(await officer.call('POST', '/v1/signals', child))).toBe('minor-missing')
})

test('signals are found by whole words of names and by numbers, ignoring case and accents', async () => {
  await officer.call('POST', '/v1/signals', person('Zoë Ångström-Lund', 'ZZ118822'))
  const find = async (q: string) =>
    ((await officer.call('POST', '/v1/signals/find', { text: q })).body as { total: number }).total
  expect(await find('angstrom zoe')).toBe(1)
  expect(await find('zz 118-822')).toBe(1)
  expect(await find('angst')).toBe(0)
})

test('an analyst reads signals for their purposes and cannot write; an administrator reads none', async () => {
  const analyst = await node.signIn('analyst')
  expect((await analyst.call('GET', '/v1/signals')).status).toBe(200)
  expect(code(await analyst.call('POST', '/v1/signals', person('X Y', 'Q1234567')))).toBe('role')
  const administrator = await node.signIn('administrator')
  expect((await administrator.call('GET', '/v1/signals')).status).toBe(403)
})

test('a search without words finds nothing, and a repeated word counts once', async () => {
  await officer.call('POST', '/v1/signals', person('Ali Ali Hassanzadeh', 'H7719302'))
  const found = async (q: string) => {
    const { status, body } = await officer.call('POST', '/v1/signals/find', { text: q })
    return [status, (body as { total: number }).total]
  }
  expect(await found('...')).toEqual([200, 0])
  expect(await found('Ali Ali Hassanzadeh')).toEqual([200, 1])
  expect(await found('ali nobody')).toEqual([200, 0])
})

test('a value that the database cannot store is answered as an invalid request', async () => {
  const zero = await officer.call('GET', `/v1/signals?owner=${encodeURIComponent('a\0b')}`)
  expect(zero).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
})

test('a name or number in the URL is refused', async () => {
  const asked = await officer.call('GET', `/v1/signals?q=${encodeURIComponent('Hassanzadeh')}`)
  expect(asked.status).toBe(422)
  expect(JSON.stringify(asked.body)).not.toContain('Hassanzadeh')
})

test('feedback needs permission to read the signal for that purpose, within its retention', async () => {
  const made = (await officer.call('POST', '/v1/signals', person('Torkel Vindheim', 'TV771002'))).body as { id: string }
  const analyst = await node.signIn('analyst')
  const feedback = { outcome: 'confirmed', count: 1, firstSeen: null, lastSeen: null }
  const send = (purpose: string) =>
    analyst.call('POST', `/v1/signals/${made.id}/feedback`, feedback, { 'entente-purpose': purpose })
  expect((await send('border-control')).status).toBe(201)
  expect(await send('aviation-security')).toMatchObject({ status: 403, body: { code: 'refused' } })
  const past = { valid_until: '2020-01-01T00:00:00.000Z', delete_at: '2020-01-02T00:00:00.000Z' }
  await node.db.updateTable('signal').set(past).where('id', '=', made.id).execute()
  expect(await send('border-control')).toMatchObject({ status: 403, body: { code: 'refused' } })
  const rows = await node.db.selectFrom('feedback').select('id').where('signal_id', '=', made.id).execute()
  expect(rows).toHaveLength(1)
})

test('an address is normalised when stored, and an invalid one is refused', async () => {
  const address = (url: string, scope = 'url') => ({ ...person('Unused', 'X'), kind: 'url', value: { url, scope } })
  const made = await officer.call('POST', '/v1/signals', address('HTTP://Example.ORG:80/a/../b'))
  expect(made).toMatchObject({ status: 201, body: { value: { normalised: 'example.org/b', scope: 'url' } } })
  const domain = await officer.call('POST', '/v1/signals', address('https://www.example.org/x', 'domain'))
  expect(domain.body).toMatchObject({ value: { normalised: 'example.org' } })
  const refused = await officer.call('POST', '/v1/signals', address('no address at all'))
  expect(refused.status).toBe(422)
  expect((refused.body as { errors: { at: string }[] }).errors.map(({ at }) => at)).toEqual(['/value/url'])
})

test('pages stay consistent while signals change, and counting stops at 25,000', async () => {
  const page = async (next: string | null) => {
    const query = next === null ? '' : `&next=${next}`
    const answer = await officer.call('GET', `/v1/signals?status=active&limit=200${query}`)
    expect(answer.status).toBe(200)
    return answer.body as SignalPage
  }
  const before = await page(null)
  expect([before.totalIsMore, before.next]).toEqual([false, null])
  // Insert copies as an import would: with one common time, and many more than fit on a page.
  const copies = 1100
  const copy = async (count: number) => {
    for (let made = 0; made < count; made += 550) {
      const rows = Array.from({ length: 550 }, () => {
        const id = randomUUID()
        const parts = { a: value.a === undefined ? null : seal(id, 'a', value.a), b: seal(id, 'b', value.b) }
        return { ...row, ...parts, id, value_key: null }
      })
      await node.db.insertInto('signal').values(rows).execute()
    }
  }
  const { usable_until: _computed, ...row } = await node.db
    .selectFrom('signal')
    .selectAll()
    .where('status', '=', 'active')
    .orderBy('modified_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { codec } = node.vault
  const value = { a: codec.open(row.id, 'a', row.a), b: codec.open(row.id, 'b', row.b) }
  const clocks = { regime: 'signal', mask_at: null, delete_at: row.delete_at }
  const seal = (id: string, part: 'a' | 'b', of: unknown) => codec.seal(id, part, of, clocks)
  await copy(copies)
  const first = await page(null)
  expect([first.total, first.totalIsMore, first.items.length]).toEqual([before.total + copies, false, 200])
  const made = await officer.call('POST', '/v1/signals', person('Odd Senere', 'N4471999B'))
  expect(made.status).toBe(201)
  const seen = first.items.map(({ id }) => id)
  for (let { next } = first; next !== null; ) {
    const following = await page(next)
    // A copy contains the id of its original, so only the number of copies shows whether one was repeated or missing.
    seen.push(...following.items.map(({ id }) => id))
    next = following.next
  }
  expect(seen).toHaveLength(before.total + copies)
  expect((await officer.call('GET', '/v1/signals?next=MTAw')).status).toBe(422)
  await copy(8800)
  const many = await page(null)
  expect([many.total, many.totalIsMore]).toEqual([before.total + 9901, false])
  await copy(15_950)
  expect(await page(null)).toMatchObject({ total: 25_000, totalIsMore: true })
})
