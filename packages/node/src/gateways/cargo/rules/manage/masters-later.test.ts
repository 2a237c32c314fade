import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { awbOf, xfwb, xfzb } from '../../cargo-messages.fixture.ts'
import { openRulesStage, type RulesStage, rule } from './rules-stage.fixture.ts'

let stage: RulesStage
beforeAll(async () => {
  stage = await openRulesStage()
})
afterAll(() => stage?.node.stop())

/** Hands a message in and waits until it was read, but not for jobs that are due later. */
async function file(bytes: Uint8Array): Promise<void> {
  const { node, filer } = stage
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${filer.key}` }, body: new Uint8Array(bytes) },
  })
  const { id } = (await answer.json()) as { id: string }
  const read = () => node.db.selectFrom('message').select('read_version').where('id', '=', id).executeTakeFirst()
  await vi.waitFor(async () => expect((await read())?.read_version).toBe(1), { timeout: 10_000, interval: 20 })
}

test('houses that come one after the other delay the comparison of their master only once', async () => {
  const { node, activate, moveTo } = stage
  await activate(rule("'PIECES_MISMATCH' in c.findings"))
  // The clock is ahead of that of the database, so a job of a minute later waits during the test.
  const start = Date.now() + 30 * 86_400_000
  moveTo(new Date(start))
  const awb = awbOf(7_000_001)
  await file(xfwb({ awb, consolidation: true, pieces: 8 }))
  const { id } = await node.db
    .selectFrom('cargo_consignment')
    .select('id')
    .where('key', '=', `air/${awb}`)
    .executeTakeFirstOrThrow()
  const jobs = sql<{ run_at: Date }>`select run_at from graphile_worker.jobs where key = ${`houses:${id}`}`
  // A vague text must be corrected, so no house frees its master meanwhile.
  const times: number[][] = []
  for (const [at, seconds] of [0, 25, 50].entries()) {
    moveTo(new Date(start + seconds * 1000))
    await file(xfzb(awb, [{ id: `HB-${at}`, goods: 'PARTS' }], 6 + at))
    times.push((await jobs.execute(node.db)).rows.map(({ run_at: due }) => due.getTime() - start))
  }
  expect(times).toEqual([[60_000], [60_000], [60_000]])
})
