import type { ActMark, CaseDetail, Decision, Proposal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type CaseFile, decisionFrom, openDecision, openPart } from '../cases/case-record.ts'
import { type CaseParts, unreadableDecision, unreadableText } from '../cases/unreadable.ts'

/** A proposal with its author. */
export interface Opinion {
  id: string
  person: string
  at: string
  state: string
  seen: number | null
  signed: ActMark | null
  proposal: Proposal
}

interface ProposalBody {
  text: string | null
  alternativesConsidered: string[]
  details: Record<string, unknown> | null
}
const unreadableProposal = {
  value: { text: unreadableText, alternativesConsidered: [], details: null } as ProposalBody,
  masked: false,
}
const hasAlternatives = (body: ProposalBody): boolean => Array.isArray(body.alternativesConsidered)

/** Reads the proposals and confirmations of a case, the oldest first. */
export async function opinionsOf(tx: Tx, row: CaseFile, parts: CaseParts) {
  const proposals = await tx.db.selectFrom('proposal').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  const confirmations = await tx.db
    .selectFrom('confirmation')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('at')
    .execute()
  const marks = await marksOf(tx, [...proposals, ...confirmations])
  const opinions: Opinion[] = []
  for (const p of proposals) {
    const open = () => openPart(tx, row, p, hasAlternatives)
    const { value, masked } = await parts.open(open, unreadableProposal)
    const { text, alternativesConsidered } = value
    // Older releases kept the details when the rest of a proposal was masked.
    const details = masked ? null : value.details
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
    const signed = marks.get(p.id) ?? null
    opinions.push({
      ...{ id: p.id, person: p.person_id, at: p.at.toISOString(), state: p.state, seen: p.seen },
      signed,
      proposal,
    })
  }
  const answers: Omit<CaseDetail['confirmations'][number], 'byName'>[] = []
  for (const c of confirmations) {
    const open = () => openPart<{ text: string | null }>(tx, row, c).value
    const { text } = await parts.open(open, { text: unreadableText })
    answers.push({
      caseId: row.id,
      agree: c.agree,
      reasons: c.reasons,
      text: text ?? 'The words are no longer kept.',
      by: c.person_id,
      at: c.at.toISOString(),
      signed: marks.get(c.id) ?? null,
    })
  }
  return { proposals: opinions, confirmations: answers }
}

/** Returns how proposals and confirmations were signed, by their ids. */
async function marksOf(tx: Tx, opinions: readonly { id: string }[]): Promise<Map<string, ActMark>> {
  if (opinions.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('signed_act as s')
    .leftJoin('credential as c', 'c.id', 's.credential_id')
    .select(['s.id', 's.effect_id', 's.method', 'c.synced'])
    .where(
      's.effect_id',
      'in',
      opinions.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.map(({ effect_id, ...mark }) => [effect_id, mark]))
}

/** Reads the decisions of a case, the oldest first. */
export async function decisionsOf(
  tx: Tx,
  row: CaseFile,
  parts: CaseParts,
): Promise<{ decision: Decision; standing: boolean }[]> {
  const rows = await tx.db
    .selectFrom('decision')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('proposed_at')
    .execute()
  const decisions: { decision: Decision; standing: boolean }[] = []
  for (const d of rows) {
    const body = await parts.open(() => openDecision(tx, row, d), unreadableDecision)
    decisions.push({ decision: decisionFrom(d, body), standing: d.reopened_at === null })
  }
  return decisions
}

/** Reads the notes of a case, the oldest first. */
export async function notesOf(tx: Tx, row: CaseFile, parts: CaseParts) {
  const rows = await tx.db.selectFrom('case_note').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  const notes: { id: string; at: string; by: string; text: string; copiedFrom: string | null }[] = []
  for (const note of rows) {
    const open = () => openPart<{ text?: string | null; copiedFrom?: string }>(tx, row, note).value
    const { text, copiedFrom = null } = await parts.open(open, { text: unreadableText })
    if (text) notes.push({ id: note.id, at: note.at.toISOString(), by: note.person_id, text, copiedFrom })
  }
  return notes
}
