import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BookedPerson, type ListedPerson, paxlst, pnrgov } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { loadSubjects } from '../travellers/load-subjects.ts'
import type { TravellerState } from './traveller-state.ts'

let stage: TravelStage
let flight = 0
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const list = (people: ListedPerson[], at: string, bgm = '745') =>
  stage.take(paxlst(people, { flight: `7N${flight}`, at, bgm }))
const push = (
  people: BookedPerson[],
  at: string,
  more: {
    function?: string
    locator?: string
    checkIn?: { ref: string; surname: string; given: string; seat: string }[]
  } = {},
) => {
  const { function: code = '22', locator = 'QX7LP2', ...booking } = more
  return stage.take(pnrgov([{ locator, people, ...booking }], { flight: `7N+${flight}`, at, function: code }))
}
async function travellers() {
  const rows = await stage.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .selectAll('t')
    .where('f.number', '=', String(flight))
    .where('t.merged_into', 'is', null)
    .execute()
  const opened = await stage.act(async (tx) =>
    rows.map((row) => ({ ...row, value: tx.open<TravellerState>(row).value })),
  )
  return opened.sort((a, b) => (a.value.label ?? '').localeCompare(b.value.label ?? ''))
}
const next = () => {
  flight += 1
}

test('a field comes from the list, else from the reservation, else from the check-in', async () => {
  next()
  const aune = { surname: 'AUNE', given: 'MARTE', document: 'K4471906B' }
  await push([{ ...aune, birth: '12MAR84' }], '261123:1200', {
    checkIn: [{ ref: '1', surname: 'AUNE', given: 'MARTE', seat: '14A' }],
  })
  expect((await travellers())[0]?.value).toMatchObject({ seat: '14A', person: { birthDate: '1984-03-12', sex: 'F' } })
  await list([{ ...aune, birth: '840312', sex: 'F' }], '261124:0600')
  await push([{ ...aune, seat: '12C' }], '261124:0800')
  const [one, none] = await travellers()
  expect(none).toBeUndefined()
  expect(one?.value.seat).toBe('12C')
  expect(one?.value.sources.sex?.at).toBe('/messages/0/people/0/sex')
  expect(one?.value.sources.seat?.at).toBe('/messages/0/reservations/0/people/0')
})

test('within one source the newest UNB time counts, not the order of arrival', async () => {
  next()
  await list([{ surname: 'VORK', given: 'IDA', document: 'V0000001', birth: '900101', sex: 'F' }], '261124:0900')
  await list([{ surname: 'VORCK', given: 'IDA MARIA', document: 'V0000001', birth: '900101' }], '261124:0700')
  const [one] = await travellers()
  expect(one?.value.label).toBe('VORK, IDA')
  // Only the earlier list states the sex: the later list does not erase it.
  expect(one?.value.person).toMatchObject({ surname: 'VORK', given: 'IDA', sex: 'F' })
})

test('a later full push without a traveller removes them; a later mention restores them', async () => {
  next()
  const [aune, ola] = [
    { surname: 'AUNE', given: 'MARTE' },
    { surname: 'AUNE', given: 'OLA' },
  ]
  const first = await push([aune, ola], '261122:1200')
  await push([aune], '261123:1200')
  expect((await travellers()).map(({ value, state }) => `${value.label} ${state}`)).toEqual([
    'AUNE, MARTE present',
    'AUNE, OLA removed',
  ])
  const [gone] = await stage.act((tx) => loadSubjects(tx, [first.people[1]!.travellerId]))
  expect(gone).toMatchObject({
    removed: true,
    explanations: [{ text: 'A relative: the booking has 2 people named AUNE.' }],
  })
  await push([aune, ola], '261124:0100')
  expect((await travellers()).map(({ state }) => state)).toEqual(['present', 'present'])
})

test('a change of one reservation removes nobody else; a full push without them does', async () => {
  next()
  await stage.take(
    pnrgov(
      [
        { locator: 'AAA111', people: [{ surname: 'ROE', given: 'ANN' }] },
        { locator: 'BBB222', people: [{ surname: 'LIND', given: 'OLA' }] },
      ],
      { flight: `7N+${flight}`, at: '261122:1200' },
    ),
  )
  await push([{ surname: 'ROE', given: 'ANN' }], '261123:1200', { function: '141', locator: 'AAA111' })
  expect((await travellers()).map(({ state }) => state)).toEqual(['present', 'present'])
  await push([{ surname: 'ROE', given: 'ANN' }], '261123:1800', { locator: 'AAA111' })
  expect((await travellers()).map(({ value, state }) => `${value.label} ${state}`)).toEqual([
    'LIND, OLA removed',
    'ROE, ANN present',
  ])
})

test('a document that joins two travellers merges them into one', async () => {
  next()
  const byName = await push([{ surname: 'ROE', given: 'ANN' }], '261122:1200')
  const byDocument = await list(
    [{ surname: 'ROE', given: 'ANN', document: 'R7654321', birth: '800304' }],
    '261123:1200',
  )
  expect(byName.people[0]?.travellerId).not.toBe(byDocument.people[0]?.travellerId)
  const joining = await push([{ surname: 'ROE', given: 'ANN', document: 'R7654321', birth: '04MAR80' }], '261123:1800')
  const [one, none] = await travellers()
  expect(none).toBeUndefined()
  expect(joining.people[0]?.travellerId).toBe(one?.id)
  const gone = [byName.people[0]!.travellerId, byDocument.people[0]!.travellerId].find((id) => id !== one?.id)
  const row = await stage.db
    .selectFrom('traveller')
    .select('merged_into')
    .where('id', '=', gone!)
    .executeTakeFirstOrThrow()
  expect(row.merged_into).toBe(one?.id)
  expect(await stage.db.selectFrom('selector_index').select('kind').where('owner_id', '=', gone!).execute()).toEqual([])
})

test('a message without new data makes no version and no matching job', async () => {
  next()
  const aune = [{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '840312' }]
  await list(aune, '261124:0600')
  const again = await list(aune, '261124:0700')
  expect(again.changed).toEqual([])
  expect((await travellers()).map(({ version }) => version)).toEqual([1])
})

test('a version records each changed field with its values before and after', async () => {
  next()
  const { people } = await list([{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B' }], '261124:0600')
  await list([{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '840312' }], '261124:0700')
  const rows = await stage.db
    .selectFrom('traveller_version')
    .selectAll()
    .where('traveller_id', '=', people[0]!.travellerId)
    .orderBy('version')
    .execute()
  expect(rows.map(({ version }) => version)).toEqual([1, 2])
  expect(rows[1]?.changed).toEqual(['/person/birthDate'])
  // The pointer is stored in the clear; the values are sealed with the record.
  const [row] = (await travellers()).map(({ value: _, ...rest }) => rest)
  const { changes } = await stage.act(
    async (tx) => tx.open<{ changes: unknown }>({ ...row!, a: rows[1]!.a, b: rows[1]!.b }).value,
  )
  expect(changes).toEqual([{ field: '/person/birthDate', before: null, after: '1984-03-12' }])
})

test('a person on a list becomes a traveller on each leg that they travel', async () => {
  next()
  const legs =
    "LOC+125+TUN'DTM+189:2611241435:201'LOC+92+OSL'DTM+232:2611241855:201'DTM+189:2611242000:201'LOC+87+TRD'DTM+232:2611242100:201"
  const text = paxlst(
    [
      { surname: 'AUNE', given: 'MARTE' },
      { surname: 'LIND', given: 'OLA' },
    ],
    { flight: `7N${flight}`, legs },
  )
  const { people } = await stage.take(text.replace("NAD+FL+++LIND:OLA'", "NAD+FL+++LIND:OLA'LOC+178+OSL'LOC+179+TRD'"))
  const flights = await stage.db
    .selectFrom('flight')
    .select(['id', 'key'])
    .where('number', '=', String(flight))
    .execute()
  const keys = people.map(({ pointer, flightId }) => `${pointer} ${flights.find(({ id }) => id === flightId)?.key}`)
  expect(keys.sort()).toEqual([
    `/messages/0/people/0 7N-${flight}-2026-11-24-OSL-TRD`,
    `/messages/0/people/0 7N-${flight}-2026-11-24-TUN-OSL`,
    `/messages/0/people/1 7N-${flight}-2026-11-24-OSL-TRD`,
  ])
})

test('a damaged statement or traveller keeps no message of its flight from being read', async () => {
  const people = [{ surname: 'SKADD', given: 'ANNE', document: 'S1111111', birth: '840312' }]
  const first = await stage.take(paxlst(people, { flight: '7N0777' }))
  const id = first.people[0]?.travellerId as string
  const bytes = Buffer.from('{"person":{')
  for (const table of ['statement', 'traveller'] as const)
    await stage.db
      .updateTable(table)
      .set({ a: null, b: bytes })
      .where(table === 'statement' ? 'traveller_id' : 'id', '=', id)
      .execute()
  const second = await stage.take(paxlst(people, { flight: '7N0777', at: '261124:0900' }))
  expect(second.people).toMatchObject([{ travellerId: id }])
  const value = await stage.act(async (tx) => {
    const row = await tx.db.selectFrom('traveller').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return tx.open<TravellerState>(row).value
  })
  expect(value.label).toBe('SKADD, ANNE')
  const alarms = await stage.db.selectFrom('alarm').select('ref').where('code', '=', 'record-unreadable').execute()
  expect(alarms.map(({ ref }) => ref?.split(':')[0]).sort()).toEqual(['statement', 'traveller'])
})

/** Writes a list of one person with these segments after NAD. */
const listWith = (nad: string, ...segments: string[]) => {
  const text = paxlst([{ surname: 'SKOG', given: 'LIV' }], { flight: `7N${flight}`, at: '261124:0600' })
  return stage.take(text.replace('NAD+FL+++SKOG:LIV', [nad, ...segments].join("'")))
}
const historyOf = (...segments: string[]) => ['ABI+1+:X1', 'DAT+T:021126:0900', ...segments].join("'")
/** Pushes a reservation whose history has these segments. */
const pushWith = (people: BookedPerson[], ...segments: string[]) => {
  const text = pnrgov([{ locator: 'QX7LP3', people }], { flight: `7N+${flight}`, at: '261123:0700' })
  return stage.take(text.replace("'UNT+", `'${historyOf(...segments)}'UNT+`))
}

test('contacts, addresses, nationalities and employment of a list are fields of the traveller', async () => {
  next()
  await listWith(
    'NAD+FL+++SKOG:LIV+LANTERN ROAD 1+OSLO++0101+NOR',
    'COM+47 5550 1000:TE+liv.at.post.example:EM',
    'EMP+1+CR1:110:111',
    'NAT+2+NOR',
    'NAT+2+SWE',
  )
  await push([{ surname: 'SKOG', given: 'LIV' }], '261123:0600')
  const [one] = await travellers()
  expect(one?.value).toMatchObject({
    contacts: [
      { medium: 'phone', value: '4755501000' },
      { medium: 'email', value: 'liv@post.example' },
    ],
    addresses: [{ line: 'LANTERN ROAD 1', city: 'OSLO', postal: '0101', source: 'NAD' }],
    person: { nationality: 'NOR', otherNationalities: ['SWE'], employment: { category: 'CR1', employeeId: null } },
    sources: {
      contacts: { at: '/messages/0/people/0/contacts' },
      addresses: { at: '/messages/0/people/0/addresses' },
      employment: { at: '/messages/0/people/0/employment' },
    },
  })
  const kinds = await stage.db.selectFrom('selector_index').select('kind').where('owner_id', '=', one!.id).execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['phone', 'email', 'address']))
  const [loaded] = await stage.act((tx) => loadSubjects(tx, [one!.id]))
  const selectors = loaded!.subject.parties[0]!.selectors.map(({ kind, value }) => `${kind} ${value}`)
  expect(selectors).toEqual(
    expect.arrayContaining([
      ...['phone 4755501000', 'email liv@post.example', 'nationality NOR', 'nationality SWE'],
      'address LANTERN ROAD 1, 0101, OSLO, NOR',
    ]),
  )
})

test('a contact that the list and the reservation state is one contact', async () => {
  next()
  await listWith('NAD+FL+++SKOG:LIV', 'RFF+AVF:QX7LP3', 'COM+4755501000:TE')
  const text = pnrgov(
    [{ locator: 'QX7LP3', people: [{ surname: 'SKOG', given: 'LIV' }], extra: 'ADD++700:::::::4755501000' }],
    {
      ...{ flight: `7N+${flight}`, at: '261123:0700' },
    },
  )
  await stage.take(text)
  expect((await travellers()).map(({ value }) => value.contacts.map((contact) => contact.value))).toEqual([
    ['4755501000'],
  ])
})

test('names, documents and flights of the history are never current, and match as earlier ones', async () => {
  next()
  await pushWith(
    [{ surname: 'SKOG', given: 'LIV', document: 'S7654321', birth: '04MAR80' }],
    'SAC+++X',
    'TIF+BERG+LIV MRS:A:1',
    'SSR+DOCS:HK:1:7N:::::/P/NOR/S1111111/NOR/04MAR80/F/01JAN28/BERG/LIV+::1',
    'TVL+201126:0800+TUN+OSL+7N+99',
    'SAC+++A',
    'TIF+SKOG+LIV:A:1',
    'SSR+DOCS:HK:1:7N:::::/P/NLD/S7654321/NLD/04MAR80/F/01JAN30/SKOG/LIV+::1',
  )
  const [one, none] = await travellers()
  expect(none).toBeUndefined()
  expect(one?.value).toMatchObject({
    label: 'SKOG, LIV',
    person: { surname: 'SKOG', given: 'LIV' },
    documents: [{ number: 'S7654321' }],
    history: {
      names: [{ surname: 'BERG', given: 'LIV', title: 'MRS', action: 'cancelled', changedAt: '2026-11-02T09:00' }],
      documents: [{ number: 'S1111111' }],
      legs: [{ number: '99', departure: '2026-11-20T08:00' }],
    },
  })
  expect(one?.value.legs.map(({ number }) => number)).toEqual([String(flight)])
  const [loaded] = await stage.act((tx) => loadSubjects(tx, [one!.id]))
  const selectors = loaded!.subject.parties[0]!.selectors.map(({ kind, value, at }) => `${kind} ${value} ${at}`)
  expect(selectors).toEqual(
    expect.arrayContaining([
      'name LIV SKOG /person/surname',
      'document S7654321 /documents/0/number',
      'earlier-name LIV BERG /history/names/0/surname',
      'earlier-document S1111111 /history/documents/0/number',
    ]),
  )
  expect(selectors.filter((selector) => /^(name|document) .*(BERG|S1111111)/.test(selector))).toEqual([])
  expect(loaded!.names?.get(loaded!.subject.parties[0]!.id)).toEqual({ family: 'SKOG', given: 'LIV' })
})

test('an entry of the history belongs to its own traveller only', async () => {
  next()
  await pushWith(
    [
      { surname: 'SKOG', given: 'LIV' },
      { surname: 'LUND', given: 'OLE' },
    ],
    ...['SAC+++X', 'TIF+BERG+OLE:A:2', 'TIF+NOBODY+ANN', 'TIF+GONE+ANN:A:7'],
  )
  const named = (await travellers()).map(({ value }) => [
    value.label,
    value.history?.names.map(({ surname }) => surname),
  ])
  expect(named).toEqual([
    ['LUND, OLE', ['BERG']],
    ['SKOG, LIV', []],
  ])
})

test('a traveller keeps at most a hundred earlier flights of the history', async () => {
  next()
  const flights = Array.from({ length: 130 }, (_, n) => `TVL+201126:0800+TUN+OSL+7N+${1000 + n}`)
  await pushWith([{ surname: 'SKOG', given: 'LIV' }], 'SAC+++X', ...flights)
  const [one] = await travellers()
  expect(one?.value.history?.legs).toHaveLength(100)
})

test('an earlier document joins no two travellers', async () => {
  next()
  await list([{ surname: 'BERG', given: 'LIV', document: 'S2222222' }], '261124:0600')
  await pushWith(
    [{ surname: 'SKOG', given: 'ANN' }],
    'SAC+++X',
    'SSR+DOCS:HK:1:7N:::::/P/NOR/S2222222/NOR/04MAR80/F/01JAN28/BERG/LIV+::1',
  )
  expect((await travellers()).map(({ value }) => value.label)).toEqual(['BERG, LIV', 'SKOG, ANN'])
})

test('a whole birth date completes a part of it; a contradicting part joins nobody', async () => {
  next()
  await list([{ surname: 'SKOG', given: 'LIV', document: 'S3333333', birth: '1980' }], '261124:0600')
  await push([{ surname: 'SKOG', given: 'LIV', document: 'S3333333', birth: '04MAR80' }], '261123:1200')
  const [one, none] = await travellers()
  expect([one?.value.person.birthDate, none]).toEqual(['1980-03-04', undefined])
  expect(one?.value.sources.birthDate?.at).toBe('/messages/0/reservations/0/people/0/birthDate')
  await list([{ surname: 'SKOG', given: 'LIV', document: 'S3333333', birth: '1979' }], '261124:0700')
  expect((await travellers()).map(({ value }) => value.person.birthDate).sort()).toEqual(['1979', '1980-03-04'])
})

test('two people with one name and one year of birth are not joined by them', async () => {
  next()
  await list([{ surname: 'SKOG', given: 'LIV', birth: '1980' }], '261124:0600')
  await list([{ surname: 'SKOG', given: 'LIV', birth: '1980' }], '261124:0700')
  expect(await travellers()).toHaveLength(2)
})

test('an extra seat is a placeholder, has no name to match, and gives its passenger no name', async () => {
  next()
  await push(
    [
      { surname: 'SKOG', given: 'EXST', document: 'S4444444' },
      { surname: 'SKOG', given: 'LIV', document: 'S5555555' },
    ],
    '261123:1200',
  )
  const seat = (await travellers()).find(({ value }) => value.person.placeholder)
  const [loaded] = await stage.act((tx) => loadSubjects(tx, [seat!.id]))
  const names = loaded!.subject.parties[0]!.selectors.filter(
    ({ kind, at }) => kind === 'name' && at.startsWith('/person'),
  )
  expect([seat?.value.label, names]).toEqual(['SKOG, EXST', []])
  await list([{ surname: 'SKOG', given: 'LIV', document: 'S4444444' }], '261122:0600')
  expect((await travellers()).map(({ value }) => value.label)).toEqual(['SKOG, LIV', 'SKOG, LIV'])
})

test('matching in the transaction of a message loads the travellers as they are stored', async () => {
  next()
  const aune = { surname: 'AUNE', given: 'MARTE', document: 'K4471906B', birth: '12MAR84' }
  await push([aune], '261123:1200')
  let within: Awaited<ReturnType<typeof loadSubjects>> = []
  stage.deps.matchNow = {
    around: (transaction) => transaction(),
    match: async (tx, _gateway, changed) => {
      within = await loadSubjects(
        tx,
        changed.flatMap(({ subjectIds }) => subjectIds),
      )
    },
  }
  try {
    await push([aune, { surname: 'ROE', given: 'ANN' }], '261123:1800', { locator: 'QX7LP3' })
  } finally {
    delete stage.deps.matchNow
  }
  const ids = within.map(({ subject }) => subject.id)
  expect(ids).toHaveLength(2)
  expect(within).toEqual(await stage.act((tx) => loadSubjects(tx, ids)))
})
