import type { GatewayVocabulary, Outcome } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { asAdverse, type CaseFile, type DecisionRow, decisionFrom, openDecision } from './case-record.ts'
import { noteUnchecked } from './unchecked.ts'

/** The current outcome of a subject, with the documents that an adverse decision was about. */
export interface StandingOutcome {
  outcome: Outcome
  /** Document numbers that the decision was about. Empty where the subject had none, or where no adverse decision is in force. */
  documents: string[]
}

/**
 * Returns the outcome that a sender may receive about these subjects now. A hit alone leads to a further check at most; only a decision in force is
 * adverse. A subject whose case is open has no entry if its gateway answers nothing meanwhile. With `lock: 'share'` the cases cannot change until the transaction ends, so the stored answer matches them.
 */
export async function outcomesOf(
  tx: Tx,
  vocabulary: GatewayVocabulary,
  subjectIds: readonly string[],
  lock: 'share' | 'none' = 'none',
): Promise<Map<string, StandingOutcome>> {
  const standing = new Map<string, StandingOutcome>()
  if (subjectIds.length === 0) return standing
  let query = tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('id')
  if (lock === 'share') query = query.forShare()
  // A case past its deletion time may not be read, so it must not affect an answer.
  const cases = (await query.execute()).filter((row) => row.delete_at > tx.now)
  const decided = cases.filter((row) => row.state === 'decided').map((row) => row.id)
  const decisions =
    decided.length === 0
      ? []
      : await tx.db
          .selectFrom('decision')
          .selectAll()
          .where('case_id', 'in', decided)
          .where('reopened_at', 'is', null)
          .execute()
  const decisionOf = new Map(decisions.map((row) => [row.case_id, row]))
  const caseOf = new Map(cases.map((row) => [row.subject_id, row]))
  for (const subjectId of subjectIds) {
    const row = caseOf.get(subjectId)
    const decision = row && decisionOf.get(row.id)
    const isOpen = row !== undefined && row.state !== 'closed' && decision === undefined
    if (isOpen && vocabulary.answersWhileOpen === false) continue
    const known = standingOf(tx, vocabulary, subjectId, row, decision)
    standing.set(subjectId, await uncheckedOutcome(tx, vocabulary, known))
  }
  return standing
}

/**
 * Returns what a sender may receive while a stop is in force. If nothing of the gateway is matched, an adverse decision is a further check at
 * most, and the subject is answered again once the stop is lifted. An outcome without a hit says that it is unchecked.
 */
async function uncheckedOutcome(
  tx: Tx,
  vocabulary: GatewayVocabulary,
  standing: StandingOutcome,
): Promise<StandingOutcome> {
  const { outcome } = standing
  const isWhole = tx.stops.stopsGateway(vocabulary.kind)
  if (outcome.adverse) {
    if (!isWhole) return standing
    await noteUnchecked(tx, vocabulary.kind, [outcome.subjectId])
    return limitedTo(vocabulary, outcome, 'unchecked')
  }
  if (outcome.basis !== 'no-hit' || !(isWhole || tx.stops.limitsSignals)) return standing
  return { ...standing, outcome: { ...outcome, basis: 'unchecked' } }
}

/** Returns a further check in place of an adverse outcome. */
function limitedTo(
  vocabulary: GatewayVocabulary,
  { subjectId, caseId }: Outcome,
  basis: 'hit-under-review' | 'unchecked',
): StandingOutcome {
  const act = vocabulary.acts['further-check'][0]
  return { outcome: { subjectId, caseId, adverse: false, act, decision: null, basis }, documents: [] }
}

/**
 * Returns an outcome as a sender may receive it. A decision that one person made alone, in two accounts, is a further check at most for a
 * sender that is not synthetic: it must not stop a real person.
 */
export async function outcomeFor(
  tx: Pick<Tx, 'db'>,
  vocabulary: GatewayVocabulary,
  senderId: string,
  standing: StandingOutcome,
): Promise<StandingOutcome> {
  const { outcome } = standing
  if (!outcome.adverse || outcome.decision.people === 'complete') return standing
  const [isReal] = await realSenders(tx, [senderId])
  if (isReal === undefined) return standing
  return limitedTo(vocabulary, outcome, 'hit-under-review')
}

/** Returns those of these senders that are not synthetic: their messages may be about real people and goods. */
export async function realSenders(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<string[]> {
  const rows = tx.db
    .selectFrom('sender')
    .select('id')
    .where('id', 'in', [...ids])
    .where('synthetic', '=', false)
  return ids.length === 0 ? [] : (await rows.execute()).map(({ id }) => id)
}

function standingOf(
  tx: Tx,
  vocabulary: GatewayVocabulary,
  subjectId: string,
  row: CaseFile | undefined,
  decided: DecisionRow | undefined,
): StandingOutcome {
  const { 'no-action': nothing, 'further-check': check } = vocabulary.acts
  if (row === undefined || row.state === 'closed') {
    const outcome = {
      subjectId,
      caseId: row?.id ?? null,
      adverse: false,
      act: nothing[0],
      decision: null,
      basis: 'no-hit',
    }
    return { outcome: outcome as Outcome, documents: [] }
  }
  if (row.state !== 'decided' || decided === undefined) {
    const outcome: Outcome = {
      subjectId,
      caseId: row.id,
      adverse: false,
      act: check[0],
      decision: null,
      basis: 'hit-under-review',
    }
    return { outcome, documents: [] }
  }
  const body = openDecision(tx, row, decided)
  const decision = decisionFrom(decided, body)
  const adverse = asAdverse(decision)
  if (adverse !== null) {
    return {
      outcome: { subjectId, caseId: row.id, adverse: true, act: adverse.act, basis: 'decision', decision: adverse },
      documents: body.documents,
    }
  }
  return {
    outcome: { subjectId, caseId: row.id, adverse: false, act: decision.act, basis: 'decision', decision },
    documents: [],
  }
}
