import type { ConsignmentList } from '@entente/contracts'
import { afterAll, expect, test } from 'vitest'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { contact, openAnswersStage } from '../answers/answers-stage.fixture.ts'
import { xfwb } from '../cargo-messages.fixture.ts'
import { recentSubjects } from '../subjects/load-subjects.ts'
import { closeConsignments } from './close-consignments.ts'

const stage = await openAnswersStage()
afterAll(() => stage.close())
const { deps, file, met, nextAwb, pass, propose, confirm, consignmentOf } = stage
const day = 24 * 60

const close = () => closeConsignments(deps())
const statusOf = async (awb: string) => (await consignmentOf(`air/${awb}`)).status
/** The consignments that changed signals would be compared with. */
const recent = async (): Promise<string[]> => {
  const intent = { action: 'record.write', type: 'record.read' } as const
  const found = await systemAccess(deps(), 'customs-security').transaction(intent, (tx) =>
    recentSubjects(tx, new Date(0)),
  )
  return found.map(({ id }) => id)
}

test('a consignment closes a week after its arrival, unless people have something to do or refused it', async () => {
  const [plain, cancelled] = [nextAwb(), nextAwb()]
  const message = await file(xfwb({ awb: plain }))
  await file(xfwb({ awb: cancelled }))
  await file(xfwb({ awb: cancelled, minute: 9, purpose: 'Deletion' }))
  const { id } = await consignmentOf(`air/${plain}`)
  const reviewed = await met()
  const refused = await met()
  expect(await propose(refused.caseId, 'adverse', 'DNL', 'same-party-evidence', { contact })).toMatchObject({
    status: 201,
  })
  expect(await confirm(refused.caseId)).toMatchObject({ status: 201 })
  const cleared = await met()
  expect(await propose(cleared.caseId, 'no-action', 'AC', 'different-party')).toMatchObject({ status: 201 })
  const all = () => Promise.all([plain, reviewed.awb, refused.awb, cleared.awb, cancelled].map(statusOf))
  await close()
  expect(await all()).toEqual(['complete', 'in-review', 'do-not-load', 'cleared', 'cancelled'])
  // The goods arrive on the next day.
  pass(7 * day)
  await close()
  expect(await statusOf(plain)).toBe('complete')
  pass(2 * day)
  await close()
  expect(await all()).toEqual(['closed', 'in-review', 'do-not-load', 'closed', 'cancelled'])

  const now = await recent()
  expect(now).not.toContain(id)
  expect(now).toEqual(expect.arrayContaining([reviewed.id, refused.id]))
  const call = await stage.analyst()
  const listed = async (status: string) => {
    const { items } = (await call('GET', `/v1/cargo/consignments?status=${status}`)).body as ConsignmentList
    return items.map((row) => row.id).sort()
  }
  expect(await listed('closed')).toEqual([id, cleared.id].sort())
  expect(await listed('complete')).not.toContain(id)
  // Its filer does not learn that it is closed: those in doubt are not.
  const own = await fetch(`${stage.node.url}/v1/cargo/messages/${message}/consignments`, {
    headers: { authorization: `Bearer ${stage.keys.carrier}` },
  })
  expect(((await own.json()) as { items: unknown[] }).items).toMatchObject([{ id, status: 'complete' }])

  // A review by hand and a newer version open it again.
  expect(await call('POST', `/v1/cargo/consignments/${id}/review`, { text: 'A second look.' })).toMatchObject({
    status: 201,
  })
  await file(xfwb({ awb: cleared.awb, consignee: 'Other Traders AS', minute: 12 }))
  await close()
  expect([await statusOf(plain), await statusOf(cleared.awb)]).toEqual([
    'in-review',
    expect.not.stringMatching('closed'),
  ])
  expect(await recent()).toEqual(expect.arrayContaining([id, cleared.id]))

  // A refusal after that keeps it open, in each list.
  const [kase] = await stage.node.db.selectFrom('case_file').select('id').where('subject_id', '=', id).execute()
  expect(await propose(kase!.id, 'adverse', 'DNL', 'same-party-evidence', { contact })).toMatchObject({ status: 201 })
  expect(await confirm(kase!.id)).toMatchObject({ status: 201 })
  await close()
  expect(await statusOf(plain)).toBe('do-not-load')
  expect(await recent()).toContain(id)
  expect(await listed('closed')).not.toContain(id)

  // Goods that were closed while a message waited for their row are open: their version is newer.
  const ahead = new Date(stage.now().getTime() + 60_000)
  await stage.node.db.updateTable('cargo_consignment').set({ closed_at: ahead }).where('id', '=', cleared.id).execute()
  await file(xfwb({ awb: cleared.awb, consignee: 'Third Traders AS', minute: 20 }))
  expect(await recent()).toContain(cleared.id)
})

test('goods close although their filer states an arrival far away, or none', async () => {
  const [far, never] = [nextAwb(), nextAwb()]
  await file(xfwb({ awb: far }))
  await file(xfwb({ awb: never }))
  const states = (awb: string, arrives_at: Date | null) =>
    stage.node.db.updateTable('cargo_consignment').set({ arrives_at }).where('key', '=', `air/${awb}`).execute()
  await states(far, new Date('2036-01-01T00:00:00Z'))
  await states(never, null)
  pass(20 * day)
  await close()
  expect([await statusOf(far), await statusOf(never)]).toEqual(['complete', 'complete'])
  pass(2 * day)
  await close()
  expect([await statusOf(far), await statusOf(never)]).toEqual(['complete', 'closed'])
  pass(46 * day)
  await close()
  expect(await statusOf(far)).toBe('closed')
})
