import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SenderRow } from '../../../pipeline/gateway/pipeline-steps.ts'
import { readWaiting } from '../../../pipeline/read/read-message.ts'
import { isRetryable } from '../../../store/postgres/index.ts'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import type { TravellerState } from './traveller-state.ts'

let stage: TravelStage
let partner: SenderRow
beforeAll(async () => {
  stage = await openTravelStage()
  partner = await stage.addSender('Xylo Airways')
})
afterAll(() => stage.close())

/** Messages about one flight of number `n`: pushes, parts, changes, cancellations, a codeshare, a close-out. */
function messagesOf(n: number): Record<string, string> {
  const flight = `7N${n}`
  const pushed = `7N+${n}`
  const aune = { surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '12MAR84' }
  const vork = { surname: 'VORK', given: 'IDA', document: 'V0000001', birth: '01JAN90' }
  const roe = { surname: 'ROE', given: 'ANN' }
  const book = (at: string, code: string, bookings: Parameters<typeof pnrgov>[0]) =>
    pnrgov(bookings, { at, function: code, flight: pushed })
  const shared = `TVL+241126:1435:241126:1855+TUN+OSL+XY:7N+${n}:Y'TVL+++++5${n}:Y`
  return {
    early: book('261122:1200', '22', [
      { locator: 'AAA111', people: [aune, vork] },
      { locator: 'BBB222', people: [roe] },
    ]),
    changed: book('261123:0900', '141', [{ locator: 'AAA111', people: [aune, { ...vork, document: 'V0000009' }] }]),
    // Ida Vork leaves the first booking and returns in a separate booking.
    late: book('261123:1800', '22', [
      { locator: 'AAA111', people: [aune] },
      { locator: 'CCC333', people: [vork], leg: shared },
    ]),
    cancelled: book('261124:0100', '141', [{ locator: 'BBB222', people: [], cancelled: true }]),
    checkedIn: book('261124:1200', '141', [
      { locator: 'AAA111', people: [aune], checkIn: [{ ref: '1', surname: 'AUNE', given: 'MARTE', seat: '14A' }] },
    ]),
    part1: paxlst(
      [{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B', issuer: 'NLD', birth: '840312', sex: 'F' }],
      {
        ...{ flight, at: '261124:1210', part: '01:C', access: 'PARTS', declared: 2 },
      },
    ),
    part2: paxlst([{ surname: 'VORK', given: 'IDA', document: 'V0000009', birth: '900101' }], {
      ...{ flight, at: '261124:1211', part: '02:F', access: 'PARTS', declared: 2 },
    }),
    // The other carrier of the codeshare lists its own passenger under its own number.
    codeshare: paxlst([{ surname: 'LIND', given: 'OLA', document: 'L2222222' }], {
      flight: `XY5${n}`,
      at: '261124:1215',
    }),
    taken: paxlst([{ surname: 'LIND', given: 'OLA', document: 'L2222222' }], {
      flight,
      at: '261124:1230',
      bgm: '745+XR',
    }),
    closed: paxlst([{ surname: 'VORK', given: 'IDA', document: 'V0000009' }], {
      flight,
      at: '261124:1430',
      bgm: '266+CLNB',
    }),
  }
}

/** Reads the state of the flight after these messages, without random ids and times of processing. */
async function stateAfter(
  n: number,
  order: readonly string[],
  how: 'one by one' | 'at once' | 'together' = 'one by one',
): Promise<string> {
  const messages = messagesOf(n)
  const names = new Map<string, string>()
  const unread: string[] = []
  for (const name of order) {
    const { id, duplicate } = await stage.receive(
      messages[name] as string,
      name === 'codeshare' ? { sender: partner } : {},
    )
    names.set(id, name)
    // Messages of two senders are never read together.
    const apart = how === 'one by one' || (how === 'together' && name === 'codeshare')
    if (!duplicate && apart) await stage.read(id)
    else if (!duplicate) unread.push(id)
  }
  if (how === 'at once') await Promise.all(unread.map(readAsJob))
  else if (unread.length > 0) expect(await readWaiting(stage.deps, unread, 'border-control')).toBe(unread.length)
  const flight = await stage.db
    .selectFrom('flight as f')
    .selectAll('f')
    .where('key', '=', `7N-${n}-2026-11-24-TUN-OSL`)
    .executeTakeFirstOrThrow()
  const rows = await stage.db
    .selectFrom('traveller')
    .selectAll()
    .where('flight_id', '=', flight.id)
    .where('merged_into', 'is', null)
    .execute()
  const travellers = await stage.act(async (tx) =>
    rows.map((row) => ({ state: row.state, role: row.role, value: tx.open<TravellerState>(row).value })),
  )
  const statements = await stage.db
    .selectFrom('statement')
    .select(['message_id', 'pointer', 'source', 'rule', 'traveller_id'])
    .where('flight_id', '=', flight.id)
    .where('current', '=', true)
    .execute()
  const ofSame = (id: string | null) =>
    statements
      .filter((s) => s.traveller_id === id)
      .map((s) => `${names.get(s.message_id)}${s.pointer}${s.source}`)
      .sort()[0]
  const { state, progress, declared, missing } = flight
  const facts = {
    flight: {
      state,
      declared,
      missing,
      ...progress,
      parts: { ...progress.parts, since: null },
      listAt: progress.listAt !== undefined,
    },
    travellers: travellers.sort((a, b) => (a.value.label ?? '').localeCompare(b.value.label ?? '')),
    statements: statements
      .map((s) => `${names.get(s.message_id)}${s.pointer} ${s.source} ${s.rule} with ${ofSame(s.traveller_id)}`)
      .sort(),
  }
  return JSON.stringify(
    facts,
    (field, value) => {
      if (field === 'versionId') return null
      return typeof value === 'string' && names.has(value) ? names.get(value) : value
    },
    1,
  )
}

test('the same messages in any order, repeated or not, give the same travellers', async () => {
  const inOrder = Object.keys(messagesOf(1))
  const expected = await stateAfter(760, inOrder)
  const said = JSON.parse(expected) as {
    travellers: { state: string; value: { label: string } }[]
    flight: Record<string, unknown>
  }
  expect(said.travellers.map(({ state, value }) => `${value.label} ${state}`)).toEqual([
    'AUNE, MARTE present',
    'LIND, OLA removed',
    'ROE, ANN removed',
    'VORK, IDA removed',
  ])
  expect(said.flight).toMatchObject({ state: 'closed', people: 1, declared: 2, pushes: 5 })
  let run = 760
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
      fc.array(fc.constantFrom(...inOrder), { maxLength: 4 }),
      async (order, repeated) => {
        run += 1
        // The flight number is part of every key and sentence, and the only permitted difference.
        const state = await stateAfter(run, [...order, ...repeated])
        expect(state.replaceAll(String(run), '760')).toBe(expected)
      },
    ),
    { numRuns: Number(process.env.ENTENTE_MERGE_RUNS ?? 25) },
  )
})

test('messages merged together give the same travellers as one after another', async () => {
  const inOrder = Object.keys(messagesOf(1))
  const expected = await stateAfter(500, inOrder)
  let run = 500
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), async (order) => {
      run += 1
      expect((await stateAfter(run, order, 'together')).replaceAll(String(run), '500')).toBe(expected)
    }),
    { numRuns: Number(process.env.ENTENTE_MERGE_RUNS ?? 25) },
  )
})

/** Runs a job again after it lost against another transaction, as the queue does. */
async function readAsJob(id: string): Promise<void> {
  for (;;) {
    try {
      await stage.read(id)
      return
    } catch (error) {
      if (!isRetryable(error)) throw error
    }
  }
}

test('messages read at the same time give the same travellers', async () => {
  const names = Object.keys(messagesOf(1))
  const expected = await stateAfter(940, names)
  for (const n of [941, 942, 943]) {
    expect((await stateAfter(n, names.toReversed(), 'at once')).replaceAll(String(n), '940')).toBe(expected)
  }
})
