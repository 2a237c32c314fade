import type { CargoLane, SelectedBy } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AssessmentContent } from './assessment.ts'

/** The state of a consignment before this assessment. */
export interface Before {
  /** The tier of its first filer. */
  tier: string
  /** The state of its open or decided case; null without one. */
  caseState: string | null
  /** The act that is decided and in force. */
  act: string | null
  /** An earlier assessment met no criterion, so the draw has decided about the goods. */
  hadTurn: boolean
  last: {
    id: string
    sequence: number
    version: number
    lane: CargoLane
    selectedBy: SelectedBy[]
    selection: 'random' | 'exploration' | 'expected-rate' | null
    selectionLane: CargoLane | null
    day: string
    key: string
    stratum: string
    score: number | null
    digest: Buffer
  } | null
  /** Opens the last assessment; null if there is none, or it may not be opened. */
  open(tx: Tx): AssessmentContent | null
}

interface Row {
  id: string
  tier: string | null
  case_state: string | null
  act: string | null
  had_turn: boolean
  assessment_id: string | null
  sequence: number
  version: number
  lane: CargoLane
  selected_by: SelectedBy[]
  selection: 'random' | 'exploration' | 'expected-rate' | null
  selection_lane: CargoLane | null
  day: string
  draw_key: string
  stratum: string
  score: number | null
  digest: Buffer
  regime: string
  purposes: string[]
  team: string
  received_at: Date
  mask_at: Date | null
  delete_at: Date
  a: Buffer | null
  b: Buffer
}

/** Reads the state of consignments before they are assessed, in one statement. `offset 0`: else it could read the whole table. */
export async function readBefore(tx: Pick<Tx, 'db' | 'now'>, ids: readonly string[]): Promise<Map<string, Before>> {
  const { rows } = await sql<Row>`select c.id, s.settings ->> 'tier' as tier, k.state as case_state, k.act,
      exists (select from cargo_assessment a where a.consignment_id = c.id and (a.lane = 'green' or a.selection is not null) offset 0) as had_turn,
      p.id as assessment_id, p.sequence, p.version, p.lane, p.selected_by, p.selection, p.selection_lane, p.day, p.draw_key,
      p.stratum, p.score, p.digest, p.regime, p.purposes, p.team, p.received_at, p.mask_at, p.delete_at, p.a, p.b
    from unnest(${[...ids]}::uuid[]) as w (id) join cargo_consignment c on c.id = w.id join sender s on s.id = c.filer
    left join lateral (select f.state, d.act from case_file f
      left join decision d on d.case_id = f.id and d.reopened_at is null and f.state = 'decided'
      where f.subject_id = c.id and f.ended_at is null and f.delete_at > ${tx.now} and f.state <> 'closed' limit 1) k on true
    left join lateral (select * from cargo_assessment a where a.consignment_id = c.id order by a.sequence desc limit 1) p on true`.execute(
    tx.db,
  )
  return new Map(rows.map((row) => [row.id, beforeOf(row)]))
}

function beforeOf({ assessment_id: id, ...row }: Row): Before {
  return {
    tier: row.tier ?? 'other',
    caseState: row.case_state,
    act: row.act,
    hadTurn: row.had_turn,
    last:
      id === null
        ? null
        : {
            ...{ id, sequence: row.sequence, version: row.version, lane: row.lane, selectedBy: row.selected_by },
            ...{ selection: row.selection, selectionLane: row.selection_lane, day: row.day, key: row.draw_key },
            ...{ stratum: row.stratum, score: row.score, digest: row.digest },
          },
    open: (tx) => (id === null ? null : (tx.openIfAllowed<AssessmentContent>({ ...row, id })?.value ?? null)),
  }
}
