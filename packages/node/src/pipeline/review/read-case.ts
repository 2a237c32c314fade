import type { CaseDetail, Feedback, Hit, Signal } from '@entente/contracts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { openSignalRow } from '../../safeguards/oversight/open-signal.ts'
import { noteRead } from '../cases/case-parts.ts'
import { namesOf, type SecondPersonBar, secondPersonBars } from '../cases/case-people.ts'
import { type CaseFile, findCase, type HitRow, hitFrom, openCase, openHit } from '../cases/case-record.ts'
import { signalRowsOf } from '../cases/check-evidence.ts'
import { onCase } from '../cases/on-case.ts'
import { type CaseParts, partsOf, unreadableBody, unreadableHit, unreadableRecord } from '../cases/unreadable.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { caseHistory } from './case-history.ts'
import { caseRow, contextsOf, mayConfirm } from './case-row.ts'
import { neighbours } from './list-cases.ts'
import { decisionsOf, notesOf, type Opinion, opinionsOf } from './read-opinions.ts'
import { ruleTracksOf, trackOf } from './read-tracks.ts'

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
    if (tx.actor.role !== 'oversight') await noteRead(tx, row)
    const gateway = deps.gateways.of(row.gateway)
    const damaged = { body: unreadableBody(row), record: unreadableRecord(row) }
    const parts = partsOf(tx, row.id)
    const body = await parts.open(() => openCase(tx, row), damaged.body)
    const record = await parts.open(() => gateway.record(tx, row.subject_id), damaged.record)
    const isBare = body === damaged.body || record === damaged.record
    const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
    const second = mayConfirm(tx, row, bar)
    const hitRows = await hitsOf(tx, row)
    const opinions = await opinionsOf(tx, row, parts)
    const decisions = await decisionsOf(tx, row, parts)
    const notes = await notesOf(tx, row, parts)
    // A withdrawn proposal is no opinion any more: its text is a draft again, which its person alone reads.
    const proposals = opinions.proposals.filter((p) => p.state !== 'withdrawn')
    const open = proposals.find((p) => p.state === 'open') ?? proposals.at(-1)
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
      hits: await openHits(tx, row, hitRows, parts),
      context: contexts.get(row.context_id ?? '') ?? null,
      assignedName: row.assigned_to === null ? null : name(row.assigned_to),
      bar,
      decision: null,
      person: null,
    })
    const view = await tx.db
      .selectFrom('case_view')
      .select('active_ms')
      .where('case_id', '=', caseId)
      .where((eb) => eb(eb.cast<string>('person_id', 'text'), '=', tx.actor.person))
      .executeTakeFirst()
    const signals = await signalsOf(tx, hitRows, parts)
    const answers = await parts.open(() => gateway.answers.about(tx, row.subject_id), [])
    // The proposer's notes are opinions too, so they are hidden as well.
    const asker = second ? open?.person : undefined
    return {
      ...summary,
      partVersions: row.part_versions,
      decision: second ? null : (decisions.find((d) => d.standing)?.decision ?? null),
      feedback: await feedbackOf(tx, row, deps.member.id),
      track: await trackOf(
        tx,
        hitRows.filter(({ rule_id }) => rule_id === null),
      ),
      ruleTracks: await ruleTracksOf(tx, gateway, hitRows),
      record: isBare ? { ...record, unreadable: true } : record,
      signals,
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
        minSecondsAdverse: deps.review.minReviewSecondsAdverse,
        minSecondsOther: deps.review.minReviewSecondsOther,
      },
      may: parts.isDamaged ? undecidable : mayDo(tx, row, bar, row.assigned_to === null ? null : name(row.assigned_to)),
      answers,
      // Earlier decisions are opinions too, so a person who may still confirm sees them only afterwards.
      decisions: second ? [] : decisions.map((d) => d.decision),
      ...(await neighbours(tx, deps.gateways, row)),
    }
  })
}

/** Returns live hits, closest first. Returns withdrawn hits only if there are no live hits, to show why the case exists. */
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

async function openHits(tx: Tx, row: CaseFile, hits: readonly HitRow[], parts: CaseParts): Promise<Hit[]> {
  const opened: Hit[] = []
  for (const hit of hits) opened.push(hitFrom(hit, await parts.open(() => openHit(tx, row, hit), unreadableHit)))
  return opened
}

const undecidable: CaseDetail['may'] = {
  propose: false,
  confirm: false,
  reopen: false,
  because: 'A stored part of this case is damaged, so nobody can decide it.',
}

function shownProposal(opinion: Opinion, byName: string): NonNullable<CaseDetail['proposal']> {
  const { id, person: by, at, seen, signed } = opinion
  return { ...opinion.proposal, id, by, byName, at, seen, signed }
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
async function signalsOf(tx: Tx, hits: readonly HitRow[], parts: CaseParts): Promise<Signal[]> {
  const opened = new Map<string, Signal | undefined>()
  for (const row of await signalRowsOf(tx, hits))
    opened.set(row.id, await parts.open(() => openSignalRow(tx, row), undefined))
  const ids = [...new Set(hits.flatMap((hit) => hit.signal_id ?? []))]
  return ids.map((id) => opened.get(id)).filter((signal) => signal !== undefined)
}

/** Returns what the actor may do with a case now, with a sentence for each refusal. The acts check the same rules again. */
function mayDo(
  tx: Tx,
  row: CaseFile,
  bar: SecondPersonBar | undefined,
  assignedName: string | null,
): CaseDetail['may'] {
  const { role, person } = tx.actor
  const works = role === 'analyst' || role === 'supervisor'
  const none = { propose: false, confirm: false, reopen: false }
  if (!works) return { ...none, because: 'Your role reads cases.' }
  if (row.state === 'closed') return { ...none, because: 'Its hits no longer apply. No decision is needed.' }
  if (row.state === 'decided') return { ...none, reopen: true, because: null }
  if (row.state === 'awaiting-second') {
    if (bar === 'same-person') return { ...none, because: 'You proposed this. Someone else must confirm.' }
    if (role !== 'supervisor') return { ...none, because: 'A supervisor confirms as second person.' }
    if (bar === 'case-edited') {
      return { ...none, because: 'You wrote in this case, so you cannot be its second person.' }
    }
    return { ...none, confirm: true, because: null }
  }
  if (row.assigned_to !== null && row.assigned_to !== person) {
    return { ...none, because: `${assignedName ?? 'A colleague'} took this case. You can read, not decide.` }
  }
  return { ...none, propose: true, because: null }
}
