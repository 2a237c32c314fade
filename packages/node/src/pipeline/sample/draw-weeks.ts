import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { commitmentTo, type SampleDeps, seedOf } from './commit-weeks.ts'
import { drawTimeOf } from './weeks.ts'

/** An entry of the log has the ids of so many cases at most. */
const idsOfEntry = 1000

/**
 * Draws the weeks whose Saturday came, the oldest first: lists what was decided since the last draw, shows the seed, and stores the
 * sample. A node that was off on Saturday draws when it runs again; nothing was decided meanwhile. A week is never drawn again.
 */
export async function drawWeeks(deps: SampleDeps): Promise<void> {
  const waiting = await readAttributes(deps, (db) =>
    db.selectFrom('sample_week').select(['week', 'commitment']).where('drawn_at', 'is', null).orderBy('week').execute(),
  )
  for (const { week, commitment } of waiting)
    if (drawTimeOf(week) <= deps.clock()) await drawWeek(deps, week, commitment)
}

async function drawWeek(deps: SampleDeps, week: string, commitment: string): Promise<void> {
  const intent = { action: 'record.write', type: 'sample.draw', ref: `sample:${week}`, impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    // Of several nodes the first one draws.
    await sql`select pg_advisory_xact_lock(hashtextextended('oversight-sample', 0))`.execute(tx.db)
    if ((await weekRow(tx, week))?.drawn_at !== null) return tx.leavesNoEntry()
    const made = seedOf(deps.drawKeys, week)
    const seed = commitmentTo(made) === commitment ? made : null
    await sql`select draw_sample(${week}, ${seed}, ${tx.now})`.execute(tx.db)
    const listed = await logList(tx, week)
    const row = await weekRow(tx, week)
    tx.counted(listed)
    tx.note({ week, commitment, seed: seed?.toString('hex') ?? null, listed, listDigest: row?.list_digest ?? null })
    await tx.announce('sample.changed', `sample:${week}`, 2)
  })
}

const weekRow = (tx: Tx, week: string) =>
  tx.db.selectFrom('sample_week').select(['drawn_at', 'list_digest']).where('week', '=', week).executeTakeFirst()

/** Writes the ids of the listed cases into the log, some in each entry. Returns how many they are. */
async function logList(tx: Tx, week: string): Promise<number> {
  const rows = await readList(tx, week)
  for (let from = 0; from < rows.length; from += idsOfEntry) {
    const part = rows.slice(from, from + idsOfEntry)
    await tx.log({
      ...{ type: 'sample.list', ref: `sample:${week}`, count: part.length },
      details: {
        ...{ week, from, cases: part.map(({ id }) => id) },
        minors: part.filter(({ minor }) => minor).map(({ id }) => id),
      },
    })
  }
  return rows.length
}

/** Lists the decided cases of a drawn week by id, after one of them, at most `limit`. */
export async function readList(
  tx: Tx,
  week: string,
  { after, limit }: { after?: string | undefined; limit?: number } = {},
): Promise<{ id: string; minor: boolean }[]> {
  const { rows } = await sql<{ id: string; minor: boolean }>`
    select case_id as id, bool_or(minor) as minor from decided_case
    where week = ${week} and (${after ?? null}::uuid is null or case_id > ${after ?? null}::uuid)
    group by case_id order by case_id limit ${limit ?? null}`.execute(tx.db)
  return rows
}
