import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { answerSubjectJob } from '../../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { xfwb, xfzb } from '../cargo-messages.fixture.ts'
import { about, contact, openAnswersStage, watched } from './answers-stage.fixture.ts'
import { answerAssessed } from './cargo-answers.ts'
import { listAnswers } from './list-answers.ts'
import { readStanding } from './standing.ts'

const stage = await openAnswersStage()
const {
  node,
  carrier,
  forwarder,
  ids,
  consignmentOf,
  standingOf,
  nextAwb,
  analyst,
  propose,
  confirm,
  reopen,
  file,
  deps,
  sendAllAgain,
} = stage
afterAll(() => stage.close())

test('a house in doubt keeps its master from clearance; neither filer learns of the other', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2', consignee: watched }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  expect(about(await carrier.pull(), awb)).toEqual([])
  const [house] = await forwarder.pull()
  expect(house).toMatchObject({ consignment: { masterId: awb, houseId: 'HB-1' }, result: 'AC', code: 'AC' })
  const { caseId } = await consignmentOf(`air/${awb}/HB-2`)
  await propose(caseId as string, 'no-action', 'AC', 'different-party')
  expect(about(await forwarder.pull(), awb)).toEqual([['assessed', 'AC']])
  const [master] = await carrier.pull()
  expect(master).toMatchObject({ event: 'assessed', result: 'AC', consignment: { key: `air/${awb}`, houseId: null } })
})

test('a refused house that its filer cancels still keeps its master from clearance', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1', consignee: watched }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 2 }))
  const { caseId } = await consignmentOf(`air/${awb}/HB-1`)
  await propose(caseId as string, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId as string)
  await file(xfzb(awb, [{ id: 'HB-1', consignee: watched }], 20, 'Deletion'), forwarder)
  expect((await consignmentOf(`air/${awb}/HB-1`)).status).toBe('do-not-load')
  await file(xfwb({ awb, consolidation: true, pieces: 2, goods: 'GARDEN TABLES', minute: 30, purpose: 'Update' }))
  expect(about(await forwarder.pull(), awb).at(-1)).toEqual(['do-not-load', 'DNL'])
  expect(about(await carrier.pull(), awb)).toEqual([])
})

test('officers are alarmed if a house is refused after its master was cleared', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
  const [master, house] = [await consignmentOf(`air/${awb}`), await consignmentOf(`air/${awb}/HB-1`)]
  const review = { text: 'The sender asked twice for the time of loading.' }
  const opened = await (await analyst())('POST', `/v1/cargo/consignments/${house.id}/review`, review)
  const { caseId } = opened.body as { caseId: string }
  await node.whenIdle()
  const alarms = () =>
    node.db.selectFrom('alarm').select(['ref', 'detail']).where('code', '=', 'cargo-master-cleared').execute()
  // A review alone says nothing yet.
  expect(await alarms()).toEqual([])
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId)
  expect(await alarms()).toEqual([{ ref: `consignment:${master.id}`, detail: { records: [house.id] } }])
  // Only people refuse the load of the master.
  expect(about(await carrier.pull(), awb)).toEqual([])
  // An alarm that people acknowledged does not return with each amendment of the refused house.
  await node.db
    .updateTable('alarm')
    .set({ acknowledged_at: stage.now(), acknowledged_by: randomUUID() })
    .where('ref', '=', `consignment:${master.id}`)
    .execute()
  const again = { action: 'record.write', type: 'record.read' } as const
  await systemAccess(deps(), 'customs-security').transaction(again, (tx) =>
    tx.enqueue(answerSubjectJob, { gateway: 'cargo', subjectIds: [house.id, master.id] }),
  )
  await node.whenIdle()
  expect(await alarms()).toHaveLength(1)
})

test('officers are alarmed if a house is refused while its master is pulled', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  const [master, house] = [await consignmentOf(`air/${awb}`), await consignmentOf(`air/${awb}/HB-1`)]
  const { caseId } = (
    await (
      await analyst()
    )('POST', `/v1/cargo/consignments/${house.id}/review`, {
      text: 'The sender asked twice for the time of loading.',
    })
  ).body as { caseId: string }
  await node.whenIdle()
  await propose(caseId, 'no-action', 'AC', 'different-party')
  let [markPulled, markRefused] = [() => {}, () => {}]
  const pulled = new Promise<void>((resolve) => (markPulled = resolve))
  const refused = new Promise<void>((resolve) => (markRefused = resolve))
  const intent = { action: 'record.write', type: 'record.read' } as const
  const pull = systemAccess(deps(), 'customs-security').transaction(intent, async (tx) => {
    const { items } = await listAnswers(tx, ids.carrier, { after: 0, limit: 100 })
    await tx.flush()
    markPulled()
    await refused
    return about(items, awb)
  })
  await pulled
  await reopen(caseId)
  await propose(caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })
  await confirm(caseId)
  markRefused()
  expect(await pull).toEqual([['assessed', 'AC']])
  await node.whenIdle()
  const alarms = node.db.selectFrom('alarm').select('detail').where('code', '=', 'cargo-master-cleared')
  expect(await alarms.where('ref', '=', `consignment:${master.id}`).execute()).toEqual([
    { detail: { records: [house.id] } },
  ])
})

test('a master waits for the houses that its pieces announce', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  await file(xfzb(awb, [{ id: 'HB-1' }]), forwarder)
  expect(about(await carrier.pull(), awb)).toEqual([])
  await file(xfzb(awb, [{ id: 'HB-2' }], 8), forwarder)
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
  expect(about(await forwarder.pull(), awb)).toHaveLength(2)
  // A version that a job has not compared yet clears neither its consignment nor its master.
  const master = (await consignmentOf(`air/${awb}`)).id
  const house = (await consignmentOf(`air/${awb}/HB-2`)).id
  const isCompared = async (comparedNow: string[] = []) => (await standingOf(master, comparedNow))?.compared
  const version = (change: number) =>
    node.db.updateTable('cargo_consignment').set({ version: change }).where('id', '=', house).execute()
  expect(await isCompared()).toBe(true)
  await version(2)
  expect(await isCompared()).toBe(false)
  expect(await isCompared([house])).toBe(true)
  await version(1)
})

test('by air, a house without pieces leaves its master incomplete', async () => {
  const awb = nextAwb()
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  await file(xfzb(awb, [{ id: 'HB-1' }]), forwarder)
  const [master, house] = [(await consignmentOf(`air/${awb}`)).id, (await consignmentOf(`air/${awb}/HB-1`)).id]
  const set = (id: string, to: { pieces: number | null } | { key: string }) =>
    node.db.updateTable('cargo_consignment').set(to).where('id', '=', id).execute()
  const isComplete = async () => (await standingOf(master))?.houses_complete
  await set(house, { pieces: 4 })
  expect(await isComplete()).toBe(true)
  await set(house, { pieces: null })
  expect(await isComplete()).toBe(false)
  await set(master, { key: `sea/LUNE/${awb}` })
  expect(await isComplete()).toBe(true)
  await set(master, { key: `air/${awb}` })
  await set(master, { pieces: null })
  expect(await isComplete()).toBe(true)
})

test('a master that was compared together with its corrected house is cleared after it', async () => {
  const awb = nextAwb()
  await file(xfzb(awb, [{ id: 'HB-1', goods: 'GOODS' }]), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 2 }))
  expect(about(await forwarder.pull(), awb)).toEqual([['correction-asked', 'RFI']])
  expect(about(await carrier.pull(), awb)).toEqual([])
  const [master, house] = [(await consignmentOf(`air/${awb}`)).id, (await consignmentOf(`air/${awb}/HB-1`)).id]
  // However many messages state the house, the one with a defect counts.
  await expect(
    node.db.transaction().execute(async (db) => {
      await sql`insert into cargo_filing select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
        'ordinal', f.ordinal + n, 'received_at', f.received_at + interval '1 minute', 'defective', false))).*
        from cargo_filing f, generate_series(1, 500) n where f.consignment_id = ${house}`.execute(db)
      const [standing] = await readStanding({ db: db as never, now: stage.now() }, [house])
      throw new Error(`${standing?.filings.length} ${standing?.filings.some(({ defective }) => defective)}`)
    }),
  ).rejects.toThrow('500 true')
  await node.db.updateTable('cargo_filing').set({ defective: false }).where('consignment_id', '=', house).execute()
  const compared = [house, master].map((id) => ({ context: { subject: { id } } }))
  await systemAccess(deps(), 'customs-security').transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
    answerAssessed(tx, compared as never, [], 'message'),
  )
  await node.whenIdle()
  expect(about(await forwarder.pull(), awb)).toEqual([['assessed', 'AC']])
  expect(about(await carrier.pull(), awb)).toEqual([['assessed', 'AC']])
})

test('every defective house is asked about, also beyond the findings that a file keeps', async () => {
  const awb = nextAwb()
  const houses = Array.from({ length: 103 }, (_, at) => ({ id: `HB-${at}`, goods: at < 102 ? 'GOODS' : 'OAK CHAIRS' }))
  await file(xfzb(awb, houses), forwarder)
  await file(xfwb({ awb, consolidation: true, pieces: 206 }))
  const asked = (await forwarder.pull()).filter(({ event }) => event === 'correction-asked')
  expect(asked).toHaveLength(102)
  for (const { questions } of asked) expect(questions).toMatchObject([{ finding: 'VAGUE_DESCRIPTION' }])
  expect((await carrier.pull()).map(({ result }) => result)).toEqual([])
})

test('all traffic again in another order asks nothing twice and refuses nothing', async () => {
  expect(await sendAllAgain()).toBeGreaterThan(2)
})
