import type { CargoAnswer } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

type Event = CargoAnswer['event']

/** A message of a filer about a consignment, without its content. */
export interface FiledFact {
  id: string
  sender_id: string
  message_id: string
  format: string
  defective: boolean
  in_force: boolean
  received_at: string
}
/** An answer that no newer one replaced. */
export interface SentFact {
  id: string
  sender_id: string
  event: Event
  result: CargoAnswer['result']
  message_id: string
  decision_id: string | null
  referral_id: string | null
  released: boolean
  delivered: boolean
}
/** A referral that is open, or that the decision in force made. */
export interface ReferralFact {
  id: string
  sender_id: string
  kind: 'RFI' | 'RFS'
  origin: 'officer' | 'data'
  decision_id: string | null
  /** The digest of its questions, in hexadecimal digits. */
  question_hash: string
  version: number
  asked_at: string
  state: string
}

/** The stored state of a consignment on which the answers to its filers depend. */
export interface Standing {
  id: string
  key: string
  level: string
  version: number
  state: string
  filer: string
  parent_id: string | null
  loads_at: Date | null
  arrives_at: Date | null
  regime: string
  purposes: string[]
  team: string
  received_at: Date
  mask_at: Date | null
  delete_at: Date
  /** When its newest version was stored. */
  version_at: Date
  case_id: string | null
  case_state: string | null
  decision_id: string | null
  act: string | null
  adverse: boolean | null
  /** One person made the decision alone, in two accounts. */
  by_one_person: boolean | null
  proposal_id: string | null
  decided_at: Date | null
  /** The version that the decision is about; null for decisions of an earlier release. */
  decided_version: number | null
  /** No known house is in doubt. A cancelled house counts while people review it or refused it. */
  houses_clear: boolean
  /**
   * The known houses have the pieces of the master. By air every house states them, so one that does not leaves the master
   * incomplete; elsewhere houses often state only packages, so it does not count.
   */
  houses_complete: boolean
  /** The signals, rules and tables were compared with its newest version, and with that of each house. */
  compared: boolean
  /** No rule could judge its newest version, so only a person clears it. */
  not_judged: boolean
  /** An inspection found something, so only a person clears it. */
  found: boolean
  /** Without the stubs of masters that lists of houses name: they do not describe the master's goods. */
  filings: FiledFact[]
  /** Newest first. */
  answers: SentFact[]
  referrals: ReferralFact[]
}

/**
 * The most messages about a consignment that are counted. Those in force come first, and of these the ones with a defect, so that
 * none clears it however many there are. A filer may amend thousands of times.
 */
const mostFilings = 500
/** The most answers to filers of one consignment that are taken into account. */
const mostAnswers = 100
/**
 * Ends a subquery about one consignment. It makes PostgreSQL read the few rows of that consignment by an index. Else it may read
 * the whole table once for each statement, which takes longer with each stored consignment.
 */
const each = sql`offset 0`

/**
 * Reads what decides the answers about consignments, in one statement. Opens nothing. `comparedNow` has the consignments that
 * were compared in this transaction, whose assessments are stored at its end.
 */
export async function readStanding(
  tx: Pick<Tx, 'db' | 'now'>,
  ids: readonly string[],
  comparedNow: readonly string[] = [],
): Promise<Standing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Standing & { assessed: boolean }>`
    select c.id, c.key, c.level, c.version, c.state, c.filer, c.parent_id, c.loads_at, c.arrives_at,
      c.regime, c.purposes, c.team, c.received_at, c.mask_at, c.delete_at, v.at as version_at,
      k.id as case_id, k.state as case_state, d.id as decision_id, d.act, d.adverse, d.by_one_person, d.proposal_id, d.subject_version as decided_version,
      coalesce(d.confirmed_at, d.proposed_at) as decided_at,
      coalesce((select json_agg(filed order by filed.received_at, filed.ordinal) from (
        select id, sender_id, message_id, format, defective, in_force, received_at, ordinal from cargo_filing
        where consignment_id = c.id and current and not (c.level = 'master' and format in ('xfzb', 'fhl'))
        order by in_force desc, defective desc, received_at desc, ordinal desc limit ${mostFilings}) filed), '[]') as filings,
      coalesce((select json_agg(sent) from (
        select id, sender_id, event, result, message_id, decision_id, referral_id, sequence is not null as released,
          delivered_at is not null as delivered from cargo_answer
        where consignment_id = c.id and replaced_at is null order by number desc limit ${mostAnswers}) sent), '[]') as answers,
      coalesce((select json_agg(asked) from (
        select id, sender_id, kind, origin, decision_id, encode(question_hash, 'hex') as question_hash, version, asked_at, state
        from cargo_referral where consignment_id = c.id and (state = 'open' or decision_id = d.id)) asked), '[]') as referrals,
      not exists (select from cargo_consignment h where h.parent_id = c.id
        and (${isInDoubt} or (h.state <> 'cancelled' and ${isNotClear})) ${each}) as houses_clear,
      coalesce((select case when count(h.pieces) < count(*) then c.pieces is null or c.key not like 'air/%'
          else sum(h.pieces) >= c.pieces end from cargo_consignment h
        where h.parent_id = c.id and h.state <> 'cancelled' and c.level = 'master'), true) as houses_complete,
      ${isAssessed('c')} as assessed, not exists (select from cargo_consignment h
        where h.parent_id = c.id and h.state <> 'cancelled' and h.id <> all(${[...comparedNow]}::uuid[]) and not ${isAssessed('h')} ${each}) as compared,
      exists (select from cargo_not_judged n where n.consignment_id = c.id and n.version = c.version ${each}) as not_judged,
      ${wasFound('c')} as found
    from cargo_consignment c
    cross join lateral (select at from cargo_version where consignment_id = c.id and version = c.version ${each}) v
    left join lateral (select id, state from case_file where subject_id = c.id and ended_at is null and delete_at > ${tx.now} limit 1) k on true
    left join lateral (select * from decision where case_id = k.id and reopened_at is null and k.state = 'decided' ${each}) d on true
    where c.id = any(${[...ids]}::uuid[]) and c.delete_at > ${tx.now}
    order by c.id`.execute(tx.db)
  const now = new Set(comparedNow)
  return rows.map(({ assessed, ...row }) => ({ ...row, compared: row.compared && (assessed || now.has(row.id)) }))
}

/** The condition that the newest version of a consignment was assessed. */
const isAssessed = (one: 'c' | 'h') =>
  sql`exists (select from cargo_assessment a where a.consignment_id = ${sql.ref(`${one}.id`)} and a.version = ${sql.ref(`${one}.version`)} ${each})`

/** The acts after which goods may be loaded. An inspection on arrival is not disclosed before. */
const clearingActs = ['AC', 'inspect'] as const
export const isClearing = (act: string | null): boolean => (clearingActs as readonly (string | null)[]).includes(act)

/** The condition that an inspection found something. A correction of its result by two people ends it. */
const wasFound = (one: 'c' | 'h') =>
  sql`exists (select from cargo_inspection i where i.consignment_id = ${sql.ref(`${one}.id`)} and i.outcome = 'found' ${each})`

/** The condition that people review a house `h` or refused it. A cancellation ends neither. */
const isInDoubt = sql`exists (select from case_file x where x.subject_id = h.id and x.ended_at is null and x.state <> 'closed' and not exists (
    select from decision y where y.case_id = x.id and y.reopened_at is null and y.act in ('AC', 'inspect') ${each}) ${each})`

/** The condition that a house `h` without doubt is not cleared, so that its master is not either. */
const isNotClear = sql`(
  exists (select from cargo_referral r where r.consignment_id = h.id and r.state = 'open' ${each})
  or ((exists (select from cargo_filing f where f.consignment_id = h.id and f.in_force and f.current and f.defective ${each})
      or exists (select from cargo_not_judged n where n.consignment_id = h.id and n.version = h.version ${each}) or ${wasFound('h')})
    and not exists (select from case_file x join decision y on y.case_id = x.id and y.reopened_at is null
      where x.subject_id = h.id and x.ended_at is null and y.act in ('AC', 'inspect')
        and coalesce(y.subject_version >= h.version, coalesce(y.confirmed_at, y.proposed_at) >= h.changed_at))))`
