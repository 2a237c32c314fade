import { randomUUID } from 'node:crypto'
import type {
  FlightDetail,
  MessageList,
  MessageSegments,
  MessageSummary,
  Problem,
  ReadingDiff,
  Receipt,
  Traveller,
  TravellerRecord,
  TravelReading,
} from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { addDuration } from '../../../safeguards/retention/durations.ts'
import { paxlst, pnrgov } from '../edifact.fixture.ts'

let node: TestNode
let analyst: SignedIn
beforeAll(async () => {
  node = await startTestNode({ acknowledge: true })
  analyst = await node.signIn('analyst')
})
afterAll(() => node.stop())

async function send(
  body: string | Uint8Array,
  more: { key?: string; type?: string; headers?: Record<string, string> } = {},
) {
  const headers = {
    authorization: `Bearer ${more.key ?? node.sender.key}`,
    'content-type': more.type ?? 'application/EDIFACT',
    ...more.headers,
  }
  const reply = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  return { status: reply.status, body: (await reply.json()) as Receipt & z.infer<typeof Problem> }
}
async function taken(body: string): Promise<Receipt> {
  const { status, body: receipt } = await send(body)
  expect(status).toBe(202)
  await node.whenIdle()
  return receipt
}
const read = async <T>(path: string, who = analyst) => {
  const reply = await who.call('GET', path)
  expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBe(200)
  return reply.body as T
}
type Summary = z.infer<typeof MessageSummary>

const aune = {
  surname: 'AUNE',
  given: 'MARTE',
  birth: '840312',
  document: 'K4471906B',
  issuer: 'NLD',
  locator: 'QX7LP2',
}
const vork = { surname: 'VORK', given: 'IDA', birth: '900101', document: 'V0000001' }

test('a message is acknowledged with its hash and format, then read and shown', async () => {
  const text = paxlst([aune, vork], { declared: 3 })
  const receipt = await taken(text)
  expect(receipt).toMatchObject({ duplicate: false, duplicateOf: null, bytes: text.length, format: 'PAXLST' })
  expect(receipt.links.self).toBe(`/v1/travel/messages/${receipt.id}`)
  const summary = await read<Summary>(receipt.links.self)
  expect(summary).toMatchObject({
    status: 'read',
    senderName: 'Nordvik Air',
    flight: '7N-482-2026-11-24-TUN-OSL',
    counts: { people: 2 },
  })
  const reading = await read<{ messages: { people: { surname: string }[] }[] }>(receipt.links.reading)
  expect(reading.messages[0]?.people.map((person) => person.surname)).toEqual(['AUNE', 'VORK'])
  const raw = await fetch(`${node.url}${receipt.links.self}/raw`, {
    headers: { authorization: `Bearer ${node.sender.key}` },
  })
  expect(await raw.text()).toBe(text)
  const ack = await fetch(`${node.url}${receipt.links.acknowledgement}`, {
    headers: { authorization: `Bearer ${node.sender.key}` },
  })
  expect(ack.headers.get('content-type')).toBe('application/EDIFACT')
  expect(await ack.text()).toContain('ACKRES')
})

test('sending the same bytes again gives a second receipt but no second record', async () => {
  const text = paxlst([{ ...vork, document: 'V0000077' }], { flight: '7N0777' })
  const first = await taken(text)
  const again = await taken(text)
  expect(again).toMatchObject({ id: first.id, duplicate: true, duplicateOf: first.id, receivedAt: first.receivedAt })
  const { rows } = await node.db
    .selectFrom('message')
    .select('id')
    .where('id', '=', first.id)
    .execute()
    .then((rows) => ({ rows }))
  expect(rows).toHaveLength(1)
  const detail = await read<z.infer<typeof FlightDetail>>('/v1/travel/flights/7N-777-2026-11-24-TUN-OSL')
  expect(detail.passengers).toHaveLength(1)
})

test('a message with the content type of text or JSON is read as bytes', async () => {
  const latin = Buffer.concat([
    Buffer.from("UNB+UNOC:4+A+B+261124:0630+1'UNH+1+PAXLST:D:05B:UN:IATA+X'NAD+FL+++"),
    Buffer.from([0xd8]),
    Buffer.from("ST:OLE'UNT+3+1'UNZ+1+1'"),
  ])
  for (const type of ['text/plain', 'application/json']) {
    const { status, body } = await send(Buffer.concat([latin, Buffer.from(' '.repeat(type.length))]), { type })
    expect(status).toBe(202)
    await node.whenIdle()
    const reading = await read<{ messages: { people: { surname: string }[] }[] }>(
      `/v1/travel/messages/${body.id}/reading`,
    )
    expect(reading.messages[0]?.people[0]?.surname).toBe('ØST')
  }
})

test('an empty body is refused with its code, and nothing is stored', async () => {
  const before = await node.db.selectFrom('message').select('id').execute()
  expect(await send('')).toMatchObject({ status: 400, body: { code: 'empty-body' } })
  expect(await node.db.selectFrom('message').select('id').execute()).toHaveLength(before.length)
})

test('a message over 50 MB is refused before it is read', async () => {
  expect(await send(new Uint8Array(50 * 1024 * 1024 + 1))).toMatchObject({ status: 413, body: { code: 'too-large' } })
})

test("an unknown key, no key, and a person's session cannot send messages", async () => {
  expect(await send('UNB', { key: `es_${randomUUID()}` })).toMatchObject({
    status: 403,
    body: { code: 'sender-unknown' },
  })
  const none = await fetch(`${node.url}/v1/travel/messages`, { method: 'POST', body: 'UNB' })
  expect(none.status).toBe(401)
  const person = await analyst.call('POST', '/v1/travel/messages', new TextEncoder().encode('UNB'))
  expect(person).toMatchObject({ status: 403, body: { code: 'sender-unknown' } })
})

test('a message of an unknown type is quarantined and shown in full', async () => {
  const text = "UNB+UNOA:4+A+B+261124:0630+9'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+9'"
  const receipt = await taken(text)
  expect(receipt.format).toBeNull()
  const summary = await read<Summary>(receipt.links.self)
  expect(summary).toMatchObject({ status: 'quarantined', counts: { findings: { error: 1 } } })
  const reading = await read<{ findings: { code: string }[] }>(receipt.links.reading)
  expect(reading.findings.map(({ code }) => code)).toContain('MESSAGE_TYPE_UNKNOWN')
  const quarantined = await read<{ items: Summary[] }>('/v1/travel/messages?status=quarantined')
  expect(quarantined.items.map(({ id }) => id)).toContain(receipt.id)
  const segments = await read<{ total: number; items: { tag: string; quarantined: boolean }[] }>(
    `${receipt.links.self}/segments`,
  )
  expect(segments.items.filter(({ quarantined }) => quarantined).map(({ tag }) => tag)).toContain('BGM')
})

test('a carrier sees only its own messages', async () => {
  const other = await createSender(node.db, { name: 'Other Air' })
  const { key } = await createSenderKey(node.db, other)
  const mine = await taken(paxlst([aune], { flight: '7N0100' }))
  const theirs = (await send(paxlst([aune], { flight: 'OA0100' }), { key })).body
  await node.whenIdle()
  const call = (path: string) => fetch(node.url + path, { headers: { authorization: `Bearer ${key}` } })
  const listed = (await (await call('/v1/travel/messages')).json()) as { items: Summary[] }
  expect(listed.items.map(({ id }) => id)).toEqual([theirs.id])
  const refused = await call(`/v1/travel/messages/${mine.id}/reading`)
  expect(refused.status).toBe(403)
  expect(
    ((await refused.json()) as z.infer<typeof Problem>).clauses
      ?.filter(({ result }) => result === 'fail')
      .map(({ id }) => id),
  ).toEqual(['assignment'])
  // Flights and cases are not shown to carriers.
  expect((await call('/v1/travel/flights')).status).toBe(403)
})

test('a sender reads its messages under each of its regimes, without a purpose', async () => {
  const id = await createSender(node.db, {
    name: 'Two Laws Air',
    settings: { acknowledge: true },
    regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] },
  })
  const { key } = await createSenderKey(node.db, id)
  const list = await send(paxlst([aune], { flight: '7N0711' }), { key })
  const push = await send(pnrgov([{ locator: 'TWOLAW', people: [{ surname: 'AUNE', given: 'MARTE' }] }]), { key })
  await node.whenIdle()
  const call = (path: string) => fetch(node.url + path, { headers: { authorization: `Bearer ${key}` } })
  for (const { body } of [list, push]) {
    for (const path of [body.links.self, body.links.reading, body.links.acknowledgement, `${body.links.self}/raw`]) {
      expect((await call(path)).status, path).toBe(200)
    }
  }
  const listed = (await (await call('/v1/travel/messages')).json()) as { items: Summary[] }
  expect(listed.items.map((item) => item.id).sort()).toEqual([list.body.id, push.body.id].sort())
  // Each message has the clocks of its own regime: deletion after 48 hours, or after six months, because evidence keeps a
  // subject beyond masking and no message.
  const clocksOf = (id: string) => {
    const { receivedAt, maskAt, deleteAt } = listed.items.find((item) => item.id === id) as Summary
    return { received: new Date(receivedAt), maskAt, deleteAt }
  }
  const { received, ...border } = clocksOf(list.body.id)
  expect(border).toEqual({ maskAt: null, deleteAt: new Date(received.getTime() + 48 * 3_600_000).toISOString() })
  const { received: pushed, ...reservations } = clocksOf(push.body.id)
  expect(reservations).toEqual({
    maskAt: addDuration(pushed, 'P6M').toISOString(),
    deleteAt: addDuration(pushed, 'P6M').toISOString(),
  })
})

test('a large message is shown in parts, as read, and compared with a new reading', async () => {
  const bookings = Array.from({ length: 300 }, (_, n) => {
    const given = `A${[...String(n)].map((digit) => 'BCDEFGHIKL'[Number(digit)]).join('')}`
    const people = [{ surname: 'AUNE', given, document: `K${100000 + n}B`, birth: '12MAR84' }]
    return { locator: `QX${String(n).padStart(4, '0')}`, people }
  })
  const text = pnrgov(bookings, { flight: '7N+888' })
  const { links } = await taken(text)
  const total = text.split("'").length - 1
  const end = await read<MessageSegments>(`${links.self}/segments?from=${total - 2}&limit=5`)
  expect(end).toMatchObject({ total, items: [{ tag: 'UNT' }, { tag: 'UNZ' }] })
  const { messages } = await read<TravelReading>(links.reading)
  const [push] = messages
  expect(push?.type === 'PNRGOV' && push.reservations.flatMap(({ people }) => people)).toHaveLength(300)
  expect(await read(`${links.self}/diff?preview=true`)).toMatchObject({ peopleAdded: 0, peopleRemoved: 0, changes: [] })
})

test('messages are refused without a purpose and for a purpose outside their regime', async () => {
  const receipt = await taken(paxlst([aune], { flight: '7N0200' }))
  const oversight = await node.signIn('oversight-1')
  expect(
    (await oversight.call('GET', receipt.links.reading, undefined, { 'entente-purpose': 'human-rights-review' }))
      .status,
  ).toBe(200)
  const refused = await analyst.call('GET', receipt.links.reading, undefined, {
    'entente-purpose': 'terrorism-investigation',
  })
  expect(refused).toMatchObject({ status: 403, body: { code: 'refused' } })
  const administrator = await node.signIn('administrator')
  expect((await administrator.call('GET', receipt.links.reading)).status).toBe(403)
})

test('the pages of the list repeat no message', async () => {
  const all = await read<{ items: Summary[] }>('/v1/travel/messages?limit=200')
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: { items: Summary[]; next: string | null } = await read(
      `/v1/travel/messages?limit=2${next === '' ? '' : `&next=${next}`}`,
    )
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  }
  expect(seen).toEqual(all.items.map(({ id }) => id))
  expect(await analyst.call('GET', '/v1/travel/messages?next=nonsense')).toMatchObject({
    status: 422,
    body: { code: 'body-invalid', at: '/next' },
  })
})

test('a second reading makes a new version and lists its changes', async () => {
  const receipt = await taken(paxlst([aune, vork], { flight: '7N0300' }))
  const before = await node.db
    .selectFrom('statement')
    .select(['traveller_id', 'pointer'])
    .where('message_id', '=', receipt.id)
    .orderBy('pointer')
    .execute()
  const preview = await read<z.infer<typeof ReadingDiff>>(`${receipt.links.self}/diff?preview=true`)
  expect(preview).toMatchObject({ from: 1, to: 2, peopleAdded: 0, peopleRemoved: 0, fieldsChanged: 0, changes: [] })
  expect(await analyst.call('GET', `${receipt.links.self}/diff`)).toMatchObject({ status: 404 })
  const asked = await analyst.call('POST', `${receipt.links.self}/read`)
  expect(asked).toMatchObject({ status: 202, body: { version: 2 } })
  await node.whenIdle()
  expect(await read(receipt.links.self)).toMatchObject({ readVersion: 2, status: 'read' })
  expect(await read(`${receipt.links.self}/diff`)).toMatchObject({ from: 1, to: 2, fieldsChanged: 0 })
  const after = await node.db
    .selectFrom('statement')
    .select(['traveller_id', 'pointer'])
    .where('message_id', '=', receipt.id)
    .where('current', '=', true)
    .orderBy('pointer')
    .execute()
  // The same people have the same ids, each once.
  expect(after).toEqual(before)
})

test('a list and a reservation give one traveller, and each field has its source', async () => {
  const flight = '7N0400'
  const list = await taken(paxlst([{ ...aune, sex: 'F' }], { flight }))
  const push = await taken(
    pnrgov(
      [
        {
          locator: 'QX7LP2',
          people: [
            { surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '12MAR84' },
            { surname: 'AUNE', given: 'OLA' },
          ],
          extra: 'IFT+4:28::7N+CTCM 4790000400',
        },
      ],
      { flight: '7N+400' },
    ),
  )
  const detail = await read<z.infer<typeof FlightDetail>>('/v1/travel/flights/7N-400-2026-11-24-TUN-OSL')
  expect(detail.passengers.map(({ label, document, state }) => ({ label, document, state }))).toEqual([
    { label: 'AUNE, MARTE', document: 'K4471906B', state: 'present' },
    { label: 'AUNE, OLA', document: null, state: 'present' },
  ])
  expect(detail.messages.map(({ id }) => id)).toEqual([push.id, list.id])
  const [marte, ola] = detail.passengers.map(({ travellerId }) => travellerId)
  const traveller = await read<z.infer<typeof Traveller>>(`/v1/travel/travellers/${marte}`)
  expect(traveller.crossing).toBe('7N-400-2026-11-24-TUN-OSL')
  expect(traveller.sources.surname).toEqual({ messageId: list.id, at: '/messages/0/people/0/surname' })
  expect(traveller.sources.contacts?.messageId).toBe(push.id)
  expect(traveller.versions.map(({ messageId }) => messageId)).toEqual([list.id, push.id])
  expect(traveller.reservations).toMatchObject([{ locator: 'QX7LP2' }])
  const record = await read<z.infer<typeof TravellerRecord>>(`/v1/travel/travellers/${marte}/record`)
  expect(record.fields).toContainEqual({
    field: 'phone',
    value: '4790000400',
    masked: false,
    messageId: push.id,
    at: '/messages/0/reservations/0/contacts',
  })
  expect(record.sameBooking.map(({ travellerId }) => travellerId)).toEqual([ola])
  expect(record.messages.map(({ id, segment }) => ({ id, segment }))).toEqual([
    { id: push.id, segment: 10 },
    { id: list.id, segment: 9 },
  ])
  expect(record.versions[0]?.changed.map(({ field }) => field)).toContain('/contacts')
})

test('a shared telephone number links travellers of other bookings', async () => {
  await taken(
    pnrgov(
      [{ locator: 'ZZ9ZZ9', people: [{ surname: 'SOLHEIM', given: 'KARI' }], extra: 'IFT+4:28::7N+CTCM 4790000400' }],
      { flight: '7N+401', at: '261123:1300' },
    ),
  )
  const detail = await read<z.infer<typeof FlightDetail>>('/v1/travel/flights/7N-400-2026-11-24-TUN-OSL')
  const record = await read<z.infer<typeof TravellerRecord>>(
    `/v1/travel/travellers/${detail.passengers[0]?.travellerId}/record`,
  )
  expect(record.linked).toMatchObject([{ by: 'phone', label: 'SOLHEIM, KARI', flight: { number: '401' } }])
})

test('messages are found by sender, flight and id, with the counts of all states, in one logged search', async () => {
  const own = await createSender(node.db, { name: 'Sudvik 100%_Air' })
  const { key } = await createSenderKey(node.db, own)
  const ids: string[] = []
  for (const [place, flight] of ['7N0611', '7N0612', '7N0613'].entries()) {
    const { status, body } = await send(paxlst([{ ...vork, document: `V000061${place}` }], { flight }), { key })
    expect(status).toBe(202)
    ids.push(body.id)
  }
  await node.whenIdle()
  const find = async (body: object, who = analyst, headers = {}) => {
    const reply = await who.call('POST', '/v1/travel/messages/find', body, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as MessageList
  }
  const found = async (text: string) => (await find({ text })).items.map(({ id }) => id).sort()
  expect(await found('sudvik')).toEqual([...ids].sort())
  // The signs of a pattern stand for themselves.
  expect(await found('100%_a')).toEqual([...ids].sort())
  expect(await found('s_dvik')).toEqual([])
  expect(await found('7N 612')).toEqual([ids[1]])
  expect(await found(ids[2]?.slice(0, 13) ?? '')).toEqual([ids[2]])

  const first = await find({ text: 'sudvik', limit: 2 })
  expect(first.counts).toMatchObject({ read: 3, quarantined: 0 })
  const second = await find({ text: 'sudvik', limit: 2, next: first.next })
  expect(second).toMatchObject({ counts: null, next: null })
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual([...ids].sort())
  // The counts are of every state, whichever is asked for.
  expect(await find({ text: 'sudvik', status: 'quarantined' })).toMatchObject({ items: [], counts: { read: 3 } })

  const entries = async () => (await node.db.selectFrom('audit.entry').select('id').execute()).length
  const before = await entries()
  await find({ text: 'sudvik' })
  expect(await entries()).toBe(before + 1)
  const foreign = await find({ text: 'sudvik' }, analyst, { 'entente-purpose': 'content-safety' })
  expect(foreign).toMatchObject({ items: [], counts: { read: 0 } })
  const officer = await node.signIn('officer')
  expect((await officer.call('POST', '/v1/travel/messages/find', { text: 'sudvik' })).status).toBe(403)
})
