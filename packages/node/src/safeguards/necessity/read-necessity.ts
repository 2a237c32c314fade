import { createHash } from 'node:crypto'
import type { NecessityList, NecessityRecord, NecessityStanding, NecessitySubject } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import { roleMay } from '../access/roles.ts'
import { isReleased, regimes } from '../retention/regimes.ts'
import { isPast } from './switch-on.ts'

/** Records in a list, the newest first. */
const most = 1000
const day = 86_400_000

interface Row {
  id: string
  subject_type: NecessitySubject['type']
  subject_id: string
  body: Pick<
    NecessityRecord,
    'aim' | 'legalBasis' | 'necessity' | 'alternatives' | 'proportionality' | 'affectedGroups' | 'errorBudget'
  > & { impactAssessment: NecessityRecord['impactAssessment'] }
  valid_until: Date
  written_by: string
  written_at: Date
  approved_at: Date | null
  ended_at: Date | null
  writer: string
  approver: string | null
  notes: NecessityRecord['notes']
}

/** Lists the standing of everything that needs a record, and the records. Drafts that another draft replaced are left out. */
export async function readNecessity(tx: Tx, kinds: readonly string[]): Promise<NecessityList> {
  const rows = await readRows(tx, sql`r.approved_at is not null or r.ended_at is null`, most)
  const open = await readRows(tx, sql`r.ended_at is null`, null)
  const period = quarterOf(tx.now)
  const current = open.filter((row) => stateOf(tx, row) === 'current').map(({ id }) => id)
  const sample = drawSample(period, current)
  const { role } = tx.actor
  return {
    items: rows.map((row) => asRecord(tx, row, sample)),
    next: null,
    standings: await readStandings(tx, kinds, open),
    sample: { period, size: sample.length, of: current.length },
    may: {
      ...{ write: roleMay(role, 'necessity.write'), approve: roleMay(role, 'necessity.approve') },
      note: roleMay(role, 'necessity.note'),
    },
  }
}

/** Reads one record. Error: `not-found`. */
export async function readRecord(tx: Tx, id: string): Promise<NecessityRecord> {
  const [row] = await readRows(tx, sql`r.id = ${id}`, 1)
  if (row === undefined) throw fail('not-found')
  const { rows } = await sql<{ id: string }>`select id from necessity_record
    where approved_at is not null and ended_at is null and valid_until > ${tx.now}`.execute(tx.db)
  const sample = drawSample(
    quarterOf(tx.now),
    rows.map((one) => one.id),
  )
  return asRecord(tx, row, sample)
}

/** Reads records, the newest first; without `limit` all of them. */
async function readRows(tx: Tx, wanted: RawBuilder<unknown>, limit: number | null): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.id, r.subject_type, r.subject_id, r.body, r.valid_until, r.written_by, r.written_at, r.approved_at, r.ended_at,
      w.name as writer, a.name as approver,
      coalesce((select json_agg(json_build_object('text', n.text, 'by', p.name, 'at', n.at) order by n.at)
        from necessity_note n join person p on p.id = n.person_id where n.record_id = r.id), '[]') as notes
    from necessity_record r join person w on w.id = r.written_by left join person a on a.id = r.approved_by
    where ${wanted} order by r.written_at desc, r.id limit ${limit}`.execute(tx.db)
  return rows
}

const stateOf = (tx: Tx, row: Row): NecessityRecord['state'] => {
  if (row.ended_at !== null || row.valid_until <= tx.now) return 'lapsed'
  return row.approved_at === null ? 'draft' : 'current'
}

function asRecord(tx: Tx, row: Row, sample: readonly string[]): NecessityRecord {
  const state = stateOf(tx, row)
  return {
    ...{ id: row.id, subject: { type: row.subject_type, id: row.subject_id }, ...row.body, state },
    validUntil: row.valid_until.toISOString(),
    approvedBy: row.approver === null ? [row.writer] : [row.writer, row.approver],
    ...{ writtenAt: row.written_at.toISOString(), approvedAt: row.approved_at?.toISOString() ?? null },
    impactAssessmentExpired: isPast(row.body.impactAssessment.validUntil, tx.now),
    sampled: sample.includes(row.id),
    notes: row.notes.map((note) => ({ ...note, at: new Date(note.at).toISOString() })),
    mayApprove: state === 'draft' && roleMay(tx.actor.role, 'necessity.approve') && row.written_by !== tx.actor.person,
  }
}

/**
 * Lists what needs a record on this node: its gateways, lists, the members that contribute signals under its agreements, the agreements that
 * did not end, and the regimes of its operator. The first end comes first, also one that is over; subjects that were never on come last.
 */
async function readStandings(tx: Tx, kinds: readonly string[], records: readonly Row[]): Promise<NecessityStanding[]> {
  const { rows: gates } = await sql<{
    subject_type: string
    subject_id: string
    draft_until: Date | null
    lapsed_at: Date | null
  }>`select subject_type, subject_id, draft_until, lapsed_at from necessity_gate`.execute(tx.db)
  const subjects = await readSubjects(tx, kinds)
  const standings = subjects.map(({ name, ...subject }): NecessityStanding => {
    const isOf = (row: { subject_type: string; subject_id: string }) =>
      row.subject_type === subject.type && row.subject_id === subject.id
    const own = records.filter(isOf)
    const gate = gates.find(isOf)
    const record = own.find((row) => row.approved_at !== null && row.ended_at === null)
    const draft = own.find((row) => stateOf(tx, row) === 'draft')
    const until = record?.valid_until ?? gate?.draft_until ?? null
    const isOver = gate !== undefined && (gate.lapsed_at !== null || (until !== null && until <= tx.now))
    const state = gate === undefined ? 'missing' : isOver ? 'lapsed' : record === undefined ? 'draft' : 'current'
    return {
      ...{ subject, name, state, until: until?.toISOString() ?? null },
      daysLeft: until === null ? null : Math.floor((until.getTime() - tx.now.getTime()) / day),
      ...{ record: record?.id ?? null, draft: draft?.id ?? null },
    }
  })
  const at = ({ until }: NecessityStanding) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until))
  return standings.sort((one, other) => (at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : 0))
}

/** Returns what needs a record on this node, with its names. */
export async function readSubjects(
  tx: Tx,
  kinds: readonly string[],
): Promise<(NecessitySubject & { name: string | null })[]> {
  const { rows } = await sql<NecessitySubject & { name: string | null }>`
    with newest as (select distinct on (id) id, body, contributors from agreement
        where valid_until > ${tx.now}
          and not exists (select from agreement_end e where e.agreement_id = agreement.id and e.member = ${tx.actor.member})
        order by id, version desc),
      used as (select id, body, contributors from newest union all select id, body, contributors from agreement_in_use)
    select 'list' as type, id::text as id, title as name from list
    union all select 'source', member, null from (
      select unnest(contributors) as member from used
      union select g.subject_id from necessity_gate g where g.subject_type = 'source'
        and exists (select from signal s where s.owner = g.subject_id and s.status = 'active' and s.received)) m where member <> ${tx.actor.member}
    union all select 'agreement', id::text, title from (select distinct on (id) id, body ->> 'title' as title from used) a
    order by 1, 3, 2`.execute(tx.db)
  const own = Object.keys(regimes).filter((id) => !isReleased(id))
  return [
    ...kinds.map((id) => ({ type: 'gateway' as const, id, name: null })),
    ...rows,
    ...own.map((id) => ({ type: 'regime' as const, id, name: regimes[id]?.legalReference ?? null })),
  ]
}

/** The share of current records that oversight reviews in each quarter. */
const share = 0.05

/**
 * Draws 5 % of these ids, at least one: those with the smallest SHA-256 of the quarter and the id. Anybody who has the ids
 * draws the same. The node makes the ids at random, so nobody chooses what is drawn.
 */
export function drawSample(period: string, ids: readonly string[]): string[] {
  const place = (id: string) => createHash('sha256').update(`${period}\n${id}`).digest('hex')
  return [...ids].sort((one, other) => (place(one) < place(other) ? -1 : 1)).slice(0, Math.ceil(ids.length * share))
}

/** The quarter of a time in UTC, such as `2026-Q4`. */
export const quarterOf = (at: Date): string => `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`
