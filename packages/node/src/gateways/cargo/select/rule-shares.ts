import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { DayDraw } from './draw.ts'

/** A hit of a rule of effect `lane` that selects a share of its hits. */
export interface SharedHit {
  ruleId: string
  /** The key of `drawKey`. */
  key: string
  share: number
  /** Number of hits in a row without selection after which the next one is selected. Null: never. */
  mostUnselected: number | null
  /** The draw of its day; null if nothing is drawn, and then every hit is selected. */
  draw: DayDraw | null
}

/**
 * Decides which hits are selected, in the order of their keys, so that the order of a batch does not count. Returns the
 * decisions in the order given, and how many hits in a row each rule did not select.
 */
export function decideShares(
  hits: readonly SharedHit[],
  before: ReadonlyMap<string, number>,
): { selected: boolean[]; unselected: Map<string, number> } {
  const unselected = new Map(before)
  const selected: boolean[] = new Array(hits.length).fill(true)
  const inOrder = [...hits.keys()].sort((a, b) => ((hits[a]?.key ?? '') < (hits[b]?.key ?? '') ? -1 : 1))
  for (const place of inOrder) {
    const { ruleId, key, share, mostUnselected, draw } = hits[place] as SharedHit
    const run = unselected.get(ruleId) ?? 0
    const isDue = mostUnselected !== null && run >= mostUnselected
    selected[place] = isDue || draw === null || draw.share(ruleId, key) < share
    unselected.set(ruleId, selected[place] ? 0 : run + 1)
  }
  return { selected, unselected }
}

/** Locks and reads how many hits in a row these rules did not select. Only rules with a share are counted. */
export async function lockRuns(tx: Pick<Tx, 'db'>, ruleIds: readonly string[]): Promise<Map<string, number>> {
  const ids = [...new Set(ruleIds)].sort()
  await sql`insert into cargo_rule_run (rule_id, unselected)
    select id, 0 from unnest(${ids}::uuid[]) as id order by id on conflict do nothing`.execute(tx.db)
  const { rows } = await sql<{ rule_id: string; unselected: number }>`
    select rule_id, unselected from cargo_rule_run where rule_id = any(${ids}::uuid[]) order by rule_id for update`.execute(
    tx.db,
  )
  return new Map(rows.map(({ rule_id, unselected }) => [rule_id, unselected]))
}

/** Returns the statement that stores the runs of rules. */
export const storeRuns = (runs: ReadonlyMap<string, number>): RawBuilder<unknown> =>
  sql`update cargo_rule_run r set unselected = t.n
    from unnest(${[...runs.keys()]}::uuid[], ${[...runs.values()]}::int[]) as t (id, n) where r.rule_id = t.id`
