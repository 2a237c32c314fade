import { sql } from 'kysely'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { randomNumber } from '../cases/random-number.ts'
import type { Gateway, Gateways } from '../gateway/gateway.ts'
import { type PlantDeps, plantCase } from './plant-case.ts'

export interface PlantDueDeps extends PlantDeps {
  gateways: Gateways
  /** Whether the operator lets the node plant. */
  plants: boolean
}

const intent: AccessIntent = { action: 'record.write', type: 'config.change', impersonal: true }
/** So many cases are planted in one run at most: after a pause of the node, they come one after the other. */
const mostAtOnce = 5

/**
 * Job `plant-cases`: draws for the cases that each reviewer judged since the last run, and plants what was drawn. A case that could not be
 * planted, because no traffic fits, is planted later: the reviewer's block still misses it. Returns how many were planted.
 */
export async function plantDue(deps: PlantDueDeps): Promise<number> {
  await noteSetting(deps)
  if (!deps.plants) return 0
  let planted = 0
  for (const gateway of deps.gateways.all) {
    if (gateway.plants === undefined) continue
    for (const { person, count } of await draws(deps, gateway))
      for (let n = 0; n < count && planted < mostAtOnce; n++) if (await plantCase(deps, gateway, person)) planted += 1
  }
  return planted
}

/** Draws for each reviewer, and notes for how many cases: a case is drawn for once, also if planting fails. */
function draws(deps: PlantDueDeps, { vocabulary: { kind } }: Gateway): Promise<{ person: string; count: number }[]> {
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const drawn: { person: string; count: number }[] = []
    for (const { person, ...state } of await statesOf(tx, kind)) {
      // Cases from before the node began to plant are not drawn for.
      const known = { ...state, drawn: state.drawn ?? state.cases }
      const count = drawPlants(known, randomNumber)
      if (count > 0) drawn.push({ person, count })
      if (state.cases === state.drawn) continue
      await sql`insert into planting_progress (gateway, person_id, drawn) values (${kind}, ${person}::uuid, ${state.cases})
        on conflict (gateway, person_id) do update set drawn = excluded.drawn`.execute(tx.db)
    }
    return drawn
  })
}

/** Nothing is counted while nobody judges. */
const lately = '30 minutes'

type StoredState = Omit<PlantingState, 'drawn'> & { person: string; drawn: number | null }

async function statesOf(tx: Tx, kind: string): Promise<StoredState[]> {
  const { rows } = await sql<StoredState>`
    select person_id as person, cases, drawn, in_block as "inBlock", planted_in_block as "plantedInBlock", waiting
    from planting_state(${kind}) where exists (select from proposal where at > ${tx.now}::timestamptz - ${lately}::interval)
      or exists (select from confirmation where at > ${tx.now}::timestamptz - ${lately}::interval)`.execute(tx.db)
  return rows
}

/** Records in the log that the operator let the node begin or stop to plant. A node plants unless told otherwise. */
async function noteSetting(deps: Pick<CoreDeps, 'store' | 'member'> & { plants: boolean }): Promise<void> {
  const setting: AccessIntent = {
    ...{ action: 'record.write', type: 'config.change', impersonal: true },
    details: { what: 'planted cases', plants: deps.plants },
  }
  await systemAccess(deps, null).transaction(setting, async (tx) => {
    const { rows } = await sql<{
      plants: boolean
    }>`select plants from planting_setting order by at desc limit 1`.execute(tx.db)
    if ((rows[0]?.plants ?? true) === deps.plants) return tx.leavesNoEntry()
    await sql`insert into planting_setting (at, plants) values (${tx.now}::timestamptz, ${deps.plants})`.execute(tx.db)
    tx.note({ plants: deps.plants })
  })
}

/** The probability with which a further case of a reviewer makes the node plant one. */
const probability = 0.03
const blockSize = 100
/** The least number of planted cases among a hundred cases of a reviewer. */
const leastInBlock = 2
/** The node plants what is missing so many cases before the end of a block, for each that is missing: it has to be taken from the queue first. */
const aheadOfEnd = 12

/** A reviewer's cases in one gateway, counted. `waiting`: planted for this reviewer, and judged by nobody yet. */
export interface PlantingState {
  cases: number
  drawn: number
  inBlock: number
  plantedInBlock: number
  waiting: number
}

/**
 * Returns how many cases to plant for a reviewer now. Each case since the last draw is drawn for with 3 %. Near the end of each hundred
 * cases, the node plants what is missing to two. `random` returns numbers from 0 to below 1.
 */
export function drawPlants(state: PlantingState, random: () => number): number {
  let drawn = 0
  for (let n = state.drawn; n < state.cases; n++) if (random() < probability) drawn += 1
  const missing = leastInBlock - state.plantedInBlock - state.waiting - drawn
  const left = blockSize - state.inBlock
  return missing > 0 && left <= aheadOfEnd * missing ? drawn + missing : drawn
}

/**
 * Makes known the results of planted cases that were judged at least a day ago: one log entry for each, which readers of the log subtract
 * from the decisions. From now on the people who judged them see the results. Returns how many cases became known.
 */
export async function tellResults(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<number> {
  const intent = { action: 'record.write', type: 'planted.result', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<{ id: string; people: number; missed: number }>`
      select case_id as id, count(*)::int as people, count(*) filter (where missed)::int as missed
      from tell_planted(${tx.now}::timestamptz) group by case_id order by case_id`.execute(tx.db)
    for (const { id, people, missed } of rows)
      await tx.log({ type: 'planted.result', ref: `case:${id}`, count: 1, details: { people, missed } })
    return rows.length
  })
}
