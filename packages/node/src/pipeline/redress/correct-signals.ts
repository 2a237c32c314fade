import { randomUUID } from 'node:crypto'
import type { DecideRedress, RedressDocument } from '@entente/contracts'
import { fail } from '../../errors.ts'
import { withdrawSignal } from '../../exchange/signals/change-signals.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { addDuration } from '../../safeguards/retention/durations.ts'
import { documentToken } from '../cases/clearance-document.ts'
import { storeFeedback } from '../cases/record-feedback.ts'
import { correctSignalsJob, matchSubjectsJob } from '../jobs/jobs.ts'
import type { RequestRow } from './redress-row.ts'

/** A person stays cleared for this time. */
const clearedFor = 'P2Y'

type Corrections = NonNullable<DecideRedress['corrections']>

/**
 * Carries out what a reviewer decided about hits, in the transaction of the decision: the owner of each signal gets the feedback `mistaken`, the person is
 * cleared, own signals are withdrawn by a job, and the subjects are compared again, so that decisions without support return to review and senders
 * are answered anew. Returns whether something must arrive elsewhere.
 *
 * Errors: `not-found` for a hit of no case of the request; `not-owner` for the withdrawal of another member's signal; `redress-outcome` for a clearance
 * without a document that tells the person apart.
 */
export async function correctSignals(
  tx: Tx,
  member: string,
  { row, documents, corrections }: { row: RequestRow; documents: readonly RedressDocument[]; corrections: Corrections },
): Promise<boolean> {
  if (corrections.length === 0) return false
  const hits = await hitsOf(tx, row.id)
  const chosen = corrections.map(({ hitId, act }, place) => {
    const hit = hits.find(({ id }) => id === hitId)
    if (hit === undefined)
      throw fail('not-found', { at: `/corrections/${place}`, detail: 'No case of the request has this hit.' })
    if (act === 'withdraw' && (hit.owner !== member || hit.status !== 'active'))
      throw fail('not-owner', {
        at: `/corrections/${place}/act`,
        detail: 'Only an own signal in force can be withdrawn.',
      })
    if (act === 'clear' && documents.length === 0)
      throw fail('redress-outcome', {
        ...{ at: `/corrections/${place}/act`, detail: 'Name a document, so that nobody else is cleared.' },
      })
    return { ...hit, act }
  })
  for (const [caseId, ofCase] of groupedBy(chosen, ({ case_id }) => case_id))
    await storeFeedback(tx, {
      ...{ source: row.id, caseId, person: tx.actor.person },
      given: ofCase.map(({ id }) => ({ hitId: id, outcome: 'mistaken' })),
    })
  const signals = groupedBy(chosen, ({ signal_id }) => signal_id)
  for (const [signalId, [first, ...others]] of signals) {
    const act = [first, ...others].some((each) => each?.act === 'withdraw') ? 'withdraw' : 'clear'
    await tx.db.insertInto('redress_correction').values({ request_id: row.id, signal_id: signalId, act }).execute()
    if (act === 'clear' && first !== undefined) await clear(tx, row, first, documents)
  }
  for (const [gateway, ofGateway] of groupedBy(chosen, (hit) => hit.gateway))
    await tx.enqueue(matchSubjectsJob, {
      ...{ gateway, subjectIds: [...new Set(ofGateway.map(({ subject_id }) => subject_id))], answerAll: true },
    })
  const withdraws = chosen.some(({ act }) => act === 'withdraw')
  if (withdraws) await tx.enqueue(correctSignalsJob, { requestId: row.id })
  tx.note({ hits: chosen.length, withdraws: chosen.filter(({ act }) => act === 'withdraw').length })
  return withdraws
}

async function hitsOf(tx: Tx, requestId: string) {
  const rows = await tx.db
    .selectFrom('redress_case as r')
    .innerJoin('hit as h', 'h.case_id', 'r.case_id')
    .innerJoin('counted_case as c', 'c.id', 'h.case_id')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select(['h.id', 'h.case_id', 'h.subject_id', 'c.gateway', 's.id as signal_id', 's.version', 's.owner', 's.status'])
    .select('s.value_key')
    .where('r.request_id', '=', requestId)
    .execute()
  return rows
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** Clears the person with each of these documents from a signal, in the version that it has now. */
async function clear(
  tx: Tx,
  row: RequestRow,
  signal: { signal_id: string; version: number; owner: string; value_key: Buffer | null },
  documents: readonly RedressDocument[],
): Promise<void> {
  for (const document of documents) {
    const { key, token } = documentToken(tx, document)
    await tx.db
      .insertInto('clearance')
      .values({
        ...{ id: randomUUID(), request_id: row.id, signal_id: signal.signal_id, signal_version: signal.version },
        ...{ owner: signal.owner, value: signal.value_key, document: token, token_key: key },
        ...{ made_by: tx.actor.person, made_at: tx.now, until: addDuration(tx.now, clearedFor) },
      })
      .execute()
  }
}

/**
 * Job `correct-signals`: withdraws the own signals that a request for redress showed to be wrong, each in a transaction of its own. A repeated job
 * withdraws nothing again.
 */
export async function withdrawCorrected(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { requestId }: { requestId: string },
): Promise<void> {
  const impersonal = { action: 'redress.carry-out', type: 'signal.withdraw', impersonal: true } as const
  const wrong = await systemAccess(deps, null).transaction(impersonal, async (tx) => {
    tx.leavesNoEntry()
    return tx.db
      .selectFrom('redress_correction as c')
      .innerJoin('signal as s', 's.id', 'c.signal_id')
      .select(['s.id', 's.purposes'])
      .where('c.request_id', '=', requestId)
      .where('c.act', '=', 'withdraw')
      .where('s.status', '=', 'active')
      .where('s.owner', '=', deps.member.id)
      .execute()
  })
  for (const { id, purposes } of wrong) {
    const intent = {
      ...impersonal,
      ref: `signal:${id}`,
      details: { reason: 'wrong', cause: 'redress' },
      impersonal: false,
    }
    await systemAccess(deps, purposeFor({ regime: 'signal', purposes })).transaction(intent, async (tx) => {
      await withdrawSignal(tx, id, 'wrong', deps.member.id)
    })
  }
}
