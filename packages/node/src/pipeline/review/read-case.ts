import type { CaseDetail, Decision, Feedback, Proposal, Signal } from '@entente/contracts'
import type { AccessStore, PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { namesOf, secondPersonBars } from '../case-people.ts'
import {
  type CaseFile,
  type DecisionBody,
  decisionFrom,
  findCase,
  type HitBody,
  type HitRow,
  hitFrom,
  openCase,
  openPart,
} from '../case-record.ts'
import type { Gateways } from '../gateway.ts'
import { onCase } from './case-acts.ts'
import { caseHistory } from './case-history.ts'
import { caseRow, contextsOf, mayConfirm } from './case-row.ts'
import { neighbours } from './list-cases.ts'
import { mayDo } from './may-do.ts'
import { trackOf } from './track.ts'

export interface ReadCaseDeps extends Pick<CoreDeps, 'member'> {
  gateways: Gateways
  audit: AuditLog
  review: { minReviewSecondsAdverse: number; minReviewSecondsOther: number }
}

/**
 * Returns one case with everything a person needs to decide it. A person who may still confirm it sees the proposed act, but not the
 * proposer and reasons, until they have answered.
 */
export async function readCase(deps: ReadCaseDeps, access: AccessStore, caseId: string): Promise<CaseDetail> {
  return access.transaction(onCase(caseId, 'case.read', 'record.read', { decision: 'allow' }), async (tx) => {
    const row = (await findCase(tx, caseId)) as CaseFile
    const gateway = deps.gateways.of(row.gateway)
    const body = openCase(tx, row)
    const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
    const second = mayConfirm(tx, row, bar)
    const hitRows = await hitsOf(tx, row)
    const opinions = await opinionsOf(tx, row)
    const decisions = await decisionsOf(tx, row)
    const notes = await notesOf(tx, row)
    const open = opinions.proposals.find((p) => p.state === 'open') ?? opinions.proposals.at(-1)
    const names = await namesOf(tx, [
      row.assigned_to,
      ...opinions.proposals.map((p) => p.person),
      ...opinions.confirmations.map((c) => c.by),
      ...notes.map((n) => n.by),
    ])
    const name = (id: string) => names.get(id) ?? 'Somebody'
    const contexts = await contextsOf(tx, deps.gateways, [row])
    const summary = caseRow(tx, {
      row,
      body,
      hits: hitRows.map((hit) => hitFrom(hit, openPart<HitBody>(tx, row, hit).value)),
      context: contexts.get(row.context_id ?? '') ?? null,
      assignedName: row.assigned_to === null ? null : name(row.assigned_to),
      bar,
      decision: null,
    })
    const view = await tx.db
      .selectFrom('case_view')
      .select('active_ms')
      .where('case_id', '=', caseId)
      .where((eb) => eb(eb.cast<string>('person_id', 'text'), '=', tx.actor.person))
      .executeTakeFirst()
    // The proposer's notes are opinions too, so they are hidden as well.
    const asker = second ? open?.person : undefined
    return {
      ...summary,
      decision: second ? null : (decisions.find((d) => d.standing)?.decision ?? null),
      feedback: await feedbackOf(tx, row, deps.member.id),
      track: await trackOf(tx, hitRows),
      record: await gateway.record(tx, row.subject_id),
      signals: await signalsOf(tx, hitRows),
      notes: notes
        .filter((note) => note.by !== asker)
        .map((note) => ({ ...note, byName: second ? 'A colleague' : name(note.by) })),
      history: await caseHistory(tx, deps.audit, caseId, second),
      proposal: second || open === undefined ? null : shownProposal(open, name(open.person)),
      confirmations: second ? [] : opinions.confirmations.map((c) => ({ ...c, byName: name(c.by) })),
      actAsked: row.state === 'awaiting-second' ? (open?.proposal.act ?? null) : null,
      clearances: [],
      view: {
        activeSeconds: (view?.active_ms ?? 0) / 1000,
        floorAdverse: deps.review.minReviewSecondsAdverse,
        floorOther: deps.review.minReviewSecondsOther,
      },
      may: mayDo(tx, row, bar, row.assigned_to === null ? null : name(row.assigned_to)),
      answers: await gateway.answers.about(tx, row.subject_id),
      // Earlier decisions are opinions too, so a person who may still confirm sees them only afterwards.
      decisions: second ? [] : decisions.map((d) => d.decision),
      ...(await neighbours(tx, deps.gateways, row)),
    }
  })
}

/** Returns live hits, closest first. Withdrawn hits are shown only if no others explain why the case exists. */
async function hitsOf(tx: Tx, row: CaseFile): Promise<HitRow[]> {
  const all = await tx.db
    .selectFrom('hit')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute()
  const live = all.filter((hit) => hit.withdrawn_at === null)
  return live.length > 0 ? live : all
}

interface Opinion {
  id: string
  person: string
  at: string
  state: string
  proposal: Proposal
}
function shownProposal(opinion: Opinion, byName: string): NonNullable<CaseDetail['proposal']> {
  return { ...opinion.proposal, id: opinion.id, by: opinion.person, byName, at: opinion.at }
}

async function opinionsOf(tx: Tx, row: CaseFile) {
  const proposals = await tx.db.selectFrom('proposal').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  const confirmations = await tx.db
    .selectFrom('confirmation')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('at')
    .execute()
  return {
    proposals: proposals.map((p): Opinion => {
      const { text, alternativesConsidered, details } = openPart<{
        text: string | null
        alternativesConsidered: string[]
        details: Record<string, unknown> | null
      }>(tx, row, p).value
      const outcome = p.outcome as Proposal['outcome']
      const { act, reasons, hits } = p
      const proposal = {
        caseId: row.id,
        outcome,
        act,
        reasons,
        text: text ?? '',
        hits,
        alternativesConsidered,
        details,
      }
      return { id: p.id, person: p.person_id, at: p.at.toISOString(), state: p.state, proposal }
    }),
    confirmations: confirmations.map((c) => ({
      caseId: row.id,
      agree: c.agree,
      reasons: c.reasons,
      text: openPart<{ text: string | null }>(tx, row, c).value.text ?? 'The words are no longer kept.',
      by: c.person_id,
      at: c.at.toISOString(),
    })),
  }
}

async function decisionsOf(tx: Tx, row: CaseFile): Promise<{ decision: Decision; standing: boolean }[]> {
  const rows = await tx.db
    .selectFrom('decision')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('proposed_at')
    .execute()
  return rows.map((d) => ({
    decision: decisionFrom(d, openPart<DecisionBody>(tx, row, d).value),
    standing: d.reopened_at === null,
  }))
}

async function notesOf(tx: Tx, row: CaseFile) {
  const rows = await tx.db.selectFrom('case_note').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  return rows.flatMap((note) => {
    const { text } = openPart<{ text?: string | null }>(tx, row, note).value
    if (!text) return []
    return [{ id: note.id, at: note.at.toISOString(), by: note.person_id, text }]
  })
}

async function feedbackOf(tx: Tx, row: CaseFile, member: string): Promise<Feedback[]> {
  const rows = await tx.db.selectFrom('feedback').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  return rows.map((f) => ({
    schema: 'entente/feedback/v1',
    id: f.id,
    signalId: f.signal_id,
    signalVersion: f.signal_version,
    from: member,
    outcome: f.outcome as Feedback['outcome'],
    count: f.count,
    firstSeen: f.first_seen?.toISOString() ?? null,
    lastSeen: f.last_seen?.toISOString() ?? null,
    at: f.at.toISOString(),
    signature: null,
  }))
}

/** Returns the signals of the hits that this purpose may read. */
async function signalsOf(tx: Tx, hits: readonly HitRow[]): Promise<Signal[]> {
  const ids = [...new Set(hits.map((hit) => hit.signal_id))]
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('signal')
    .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b'])
    .where('id', 'in', ids)
    .execute()
  const opened = new Map(rows.map((row) => [row.id, tx.openIfAllowed<Signal>(row as PersonalRow)?.value]))
  return ids.map((id) => opened.get(id)).filter((signal) => signal !== undefined)
}
