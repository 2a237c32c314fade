import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNameIndex, type NameIndex } from '../../../safeguards/names/name-index.ts'
import { openPool } from '../../../store/postgres/index.ts'
import { paxlst } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { travellerNames } from './name-source.ts'

let stage: TravelStage
/** Two nodes on one database. */
let one: NameIndex
let two: NameIndex
const ids = new Map<string, string>()
const people = ['Okwuosa', 'Tredgold', 'Vantongeren', 'Benhamdan', 'Adeyemi'].map((surname, place) => ({
  ...{ surname: surname.toUpperCase(), given: 'ALEX' },
  document: `QX555014${place}`,
}))

beforeAll(async () => {
  stage = await openTravelStage()
  const read = await stage.take(paxlst(people))
  for (const [place, { travellerId }] of read.people.entries()) ids.set(people[place]?.surname ?? '', travellerId)
  one = await started()
  two = await started()
})
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()])
  await stage?.close()
})

async function started(): Promise<NameIndex> {
  const index = createNameIndex(stage.deps, travellerNames)
  index.start()
  while (!(await index.catchUp())) await wait(10)
  return index
}

async function count(index: NameIndex, text: string, mayRead: (row: { team?: string | null }) => boolean = () => true) {
  const { rows, complete } = await index.find(text, { mayRead, now: stage.clock.now })
  expect(complete).toBe(true)
  return rows.count
}
/** Returns how many rows each of the two nodes finds. */
const both = async (text: string) => [await count(one, text), await count(two, text)]

test('a name that is stored before the start is found by a part', async () => {
  expect(await both('hamd')).toEqual([1, 1])
  expect(await both('alex')).toEqual([5, 5])
  expect(one.size).toBe(5)
})

test('requests are answered between two rows that an index reads', async () => {
  let turns = 0
  let isRead = false
  const turn = (): void => {
    turns += 1
    if (!isRead) setImmediate(turn)
  }
  const seen: number[] = []
  const index = createNameIndex(stage.deps, {
    ...travellerNames,
    async *read(tx, rows) {
      for await (const row of travellerNames.read(tx, rows)) {
        // Longer than work may run without a turn.
        for (const until = performance.now() + 10; performance.now() < until; ) seen.at(0)
        seen.push(turns)
        yield row
      }
    },
  })
  turn()
  index.start()
  while (!(await index.catchUp())) await wait(10)
  isRead = true
  await index.stop()
  // A transaction that another test has open on the server makes the index read the rows once more.
  expect(seen.length).toBeGreaterThanOrEqual(5)
  expect(new Set(seen).size).toBe(seen.length)
})

test('each node on one database finds a name that was added through another one', async () => {
  await stage.take(paxlst([{ surname: 'QUILLFEATHER', given: 'ODD', document: 'QX5550199' }], { flight: '7N0483' }))
  expect(await both('llfeath')).toEqual([1, 1])
})

test('a changed name is found by the new name', async () => {
  const { travellerId } = (
    await stage.take(paxlst([{ surname: 'FIRSTNAMED', document: 'QX5550777' }], { flight: '7N0484', access: 'A1' }))
  ).people[0] as { travellerId: string }
  expect(await both('firstnam')).toEqual([1, 1])
  const row = await stage.db.selectFrom('traveller').select(['a', 'b']).where('id', '=', travellerId).executeTakeFirst()
  const changed = (bytes: Buffer | null | undefined) =>
    bytes == null ? null : Buffer.from(bytes.toString().replaceAll('FIRSTNAMED', 'SECONDNAMED'))
  await stage.db
    .updateTable('traveller')
    .set({ a: changed(row?.a), b: changed(row?.b) as Buffer })
    .where('id', '=', travellerId)
    .execute()
  expect(await both('firstnam')).toEqual([0, 0])
  expect(await both('secondnam')).toEqual([1, 1])
})

test('a masked name is neither found nor counted, also before the job that masks it ran', async () => {
  const id = ids.get('TREDGOLD') as string
  const soon = new Date(stage.clock.now.getTime() + 1000)
  await stage.db.updateTable('traveller').set({ mask_at: soon }).where('id', '=', id).execute()
  expect(await both('tredg')).toEqual([1, 1])
  const before = stage.clock.now
  stage.clock.now = soon
  expect(await both('tredg')).toEqual([0, 0])
  stage.clock.now = before
  await stage.db.updateTable('traveller').set({ mask_at: before, a: null }).where('id', '=', id).execute()
  expect(await both('tredg')).toEqual([0, 0])
})

test('a deleted row is not found', async () => {
  const id = ids.get('VANTONGEREN') as string
  expect(await both('ntonge')).toEqual([1, 1])
  // The node's role may delete no traveller.
  const owner = openPool(stage.owner, { max: 1, log: () => {} })
  await owner.query('update statement set traveller_id = null where traveller_id = $1', [id])
  await owner.query('delete from traveller_version where traveller_id = $1', [id])
  await owner.query('delete from traveller where id = $1', [id])
  await owner.end()
  expect(await both('ntonge')).toEqual([0, 0])
})

test('a row of another team is neither found nor counted', async () => {
  await stage.db
    .updateTable('traveller')
    .set({ team: 'other' })
    .where('id', '=', ids.get('ADEYEMI') as string)
    .execute()
  expect(await count(one, 'adeye', ({ team }) => team !== 'other')).toBe(0)
  expect(await count(one, 'adeye', ({ team }) => team === 'other')).toBe(1)
})

test('a transaction that commits after a later one is not missed', async () => {
  const into = ids.get('ADEYEMI') as string
  const [early, late] = [ids.get('OKWUOSA') as string, ids.get('BENHAMDAN') as string]
  const hide = (db: typeof stage.db, id: string) =>
    db.updateTable('traveller').set({ merged_into: into }).where('id', '=', id).execute()
  await stage.db.transaction().execute(async (open) => {
    await hide(open as unknown as typeof stage.db, early)
    await hide(stage.db, late)
    expect(await both('benham')).toEqual([0, 0])
    expect(await both('okwuos')).toEqual([1, 1])
  })
  expect(await both('okwuos')).toEqual([0, 0])
})

test('a node that starts again has the same names', async () => {
  const again = await started()
  expect(again.size).toBe(one.size)
  expect(await count(again, 'secondnam')).toBe(1)
  await again.stop()
})

test('a search says that names may be missing until all are read', async () => {
  const index = createNameIndex(stage.deps, travellerNames)
  expect((await index.find('alex', { mayRead: () => true, now: stage.clock.now })).complete).toBe(false)
  await index.stop()
})

test('the notes of changed rows have no name', async () => {
  const rows = await stage.db.selectFrom('name_change').selectAll().execute()
  expect(rows.length).toBeGreaterThan(5)
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['at', 'kind', 'owner_id', 'seq', 'xid'])
})
