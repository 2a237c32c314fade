import type { RedressDetail, RedressHit, RedressList, RedressRow } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { propagationOf } from './end-request.ts'
import { openEvidence } from './open-request.ts'
import { findRedress, openAnswer, openWords, type RequestRow, rowFrom } from './redress-row.ts'

/** The most rows of the list of ended requests. */
const mostEnded = 200

/** Lists open requests by the time of their answer, or the newest ended ones. Without personal data. */
export async function listRequests(tx: Tx, which: 'open' | 'ended'): Promise<RedressList> {
  const all = tx.db.selectFrom('redress_request').selectAll()
  const rows =
    which === 'open'
      ? await all.where('closed_at', 'is', null).orderBy('due_at').orderBy('id').limit(2000).execute()
      : await all
          .where('closed_at', 'is not', null)
          .orderBy('closed_at', 'desc')
          .orderBy('id')
          .limit(mostEnded)
          .execute()
  const names = await namesOf(tx, rows)
  const items = rows.map((row) => rowFrom(row, tx, names))
  // Late requests come first; the others by the time of their answer.
  const late = (row: RedressRow) => (row.isOverdue ? 0 : 1)
  return { items: which === 'open' ? items.toSorted((a, b) => late(a) - late(b)) : items, next: null }
}

async function namesOf(tx: Tx, rows: readonly RequestRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ reviewer }) => reviewer ?? []))]
  if (ids.length === 0) return new Map()
  const people = await tx.db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** Opens a request with the words of its person. Throws `not-found` or `refused`. */
export async function readRequest(tx: Tx, member: string, reference: string): Promise<RedressDetail> {
  const row = await findRedress(tx.db, reference)
  if (row === undefined) throw fail('not-found')
  const words = openWords(tx, row)
  const answer = openAnswer(tx, row)
  // The words and the answer are one request.
  if (row.answer !== null) tx.counted(-1)
  const evidence = await tx.db
    .selectFrom('redress_evidence')
    .select(['id', 'type', 'bytes', 'delete_at'])
    .where('request_id', '=', row.id)
    .where('delete_at', '>', tx.now)
    .orderBy('id')
    .execute()
  const { isDone: _, ...propagation } = await propagationOf(tx, row.id)
  const [clearance] = await tx.db
    .selectFrom('clearance')
    .select('id')
    .where('request_id', '=', row.id)
    .limit(1)
    .execute()
  return {
    ...rowFrom(row, tx, await namesOf(tx, [row])),
    propagation: row.outcome === null ? null : propagation,
    clearanceId: clearance?.id ?? null,
    ...words,
    extensionReasons: answer.extension,
    reasons: answer.reasons,
    evidence: evidence.map(({ id, type, bytes }) => ({
      id,
      type: type as RedressDetail['evidence'][0]['type'],
      bytes,
    })),
    evidenceUntil: row.closed_at === null ? null : (evidence[0]?.delete_at.toISOString() ?? null),
    identity: row.identity as RedressDetail['identity'],
    cases: await casesOf(tx, member, row.id),
    basis: row.basis,
    basisUntil: row.basis_until?.toISOString() ?? null,
    may: mayDo(tx, row),
  }
}

function mayDo(tx: Tx, row: RequestRow): RedressDetail['may'] {
  const works = tx.actor.role === 'supervisor'
  const isReviewer = works && row.reviewer === tx.actor.person
  return {
    take: works && row.state === 'received',
    assign: works && row.state === 'identity-check',
    extend: isReviewer && row.state === 'assigned' && row.extended_at === null && row.due_at > tx.now,
    decide: isReviewer && row.state === 'assigned',
    files: mayOpenFiles(tx, row),
  }
}

/** Only the person who checks who somebody is, and the reviewer, open the files; oversight reads everything. */
const mayOpenFiles = ({ actor }: Tx, row: RequestRow): boolean =>
  actor.role === 'oversight' || [row.taken_by, row.reviewer].includes(actor.person)

async function casesOf(tx: Tx, member: string, requestId: string): Promise<RedressDetail['cases']> {
  const cases = await tx.db
    .selectFrom('redress_case as r')
    .innerJoin('case_file as c', 'c.id', 'r.case_id')
    .select(['c.id', 'c.number', 'c.gateway', 'c.state'])
    .where('r.request_id', '=', requestId)
    .orderBy('c.number')
    .execute()
  if (cases.length === 0) return []
  const hits = await tx.db
    .selectFrom('hit as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select([
      'h.id',
      'h.case_id',
      'h.source',
      'h.signal_id',
      'h.signal_version',
      'h.withdrawn_at',
      's.owner',
      's.status',
    ])
    .where(
      'h.case_id',
      'in',
      cases.map(({ id }) => id),
    )
    .orderBy('h.at')
    .execute()
  const shown = (of: string): RedressHit[] =>
    hits.flatMap((hit) =>
      hit.case_id !== of || hit.signal_id === null
        ? []
        : [
            {
              ...{ id: hit.id, source: hit.source, signalId: hit.signal_id, signalVersion: hit.signal_version ?? 1 },
              ...{
                mayWithdraw: hit.owner === member && hit.status === 'active',
                isWithdrawn: hit.withdrawn_at !== null,
              },
            },
          ],
    )
  return cases.map(({ id, number, gateway, state }) => ({
    ...{ id: id as RedressDetail['cases'][0]['id'], number: String(number), gateway, state, hits: shown(id) },
  }))
}

/** Opens a file that shows who the person is. Throws `not-found` also for those who may not open it. */
export async function readFile(tx: Tx, reference: string, id: string): Promise<{ type: string; bytes: Buffer }> {
  const row = await findRedress(tx.db, reference)
  if (row === undefined || !mayOpenFiles(tx, row)) throw fail('not-found')
  const file = await tx.db
    .selectFrom('redress_evidence')
    .selectAll()
    .where('id', '=', id)
    .where('request_id', '=', row.id)
    .executeTakeFirst()
  if (file === undefined) throw fail('not-found')
  return { type: file.type, bytes: openEvidence(tx, file) }
}
