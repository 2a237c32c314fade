import {
  type AdverseDecision,
  type Decision,
  type FieldComparison,
  type Hit,
  type HitEvidence,
  type Identity,
  type Party,
  plainText,
  type Selector,
  type Subject,
  type Text,
} from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Opened, Tx } from '../../safeguards/access/access-store.ts'
import type { AccessRow } from '../../safeguards/access/decide-access.ts'
import { isListOfObjects, wholeRecord } from '../../safeguards/access/record-unreadable.ts'
import type { CaseFileTable, DecisionTable, HitTable } from '../../store/schema.ts'
import { reason } from './reasons.ts'
import { cellsShown, strengthShown } from './strength-shown.ts'

export type CaseFile = Selectable<CaseFileTable>
export type HitRow = Selectable<HitTable>
export type DecisionRow = Selectable<DecisionTable>

/** The sealed part of a case. After masking, the label is null and the selectors and lists are empty. */
export interface CaseBody {
  subject: Omit<Subject, 'label'> & { label: string | null }
  because: Text[]
  otherExplanations: Text[]
  otherScript: string | null
  /** The owner of the closest hit's signal. */
  signalFrom: { name: string; tlp: 'clear' | 'green' | 'amber' | 'amber+strict' | 'red' }
}
/** The sealed part of a hit. */
export interface HitBody {
  explanation: string | null
  /** The explanation as sentences. Hits stored by an older release have only `explanation`. */
  reasons?: Text[]
  /** Hits stored by an older release have only kind, text and weight. */
  evidence: (Pick<HitEvidence, 'kind' | 'text' | 'weight'> & Partial<HitEvidence>)[]
  comparison: FieldComparison[]
  matchedName?: Hit['matchedName']
  /** The identity that was compared. With the signal's version it reproduces the score. */
  compared?: Identity | null
}
/** The sealed part of a decision: its reasoning, and the documents of the people it was about, so that nobody else is refused by it. */
export interface DecisionBody {
  explanation: Record<string, string> | null
  documents: string[]
}

/** Returns the attributes that decide access to a case and to its parts. */
export function caseAccess(row: CaseFile): AccessRow {
  const { regime, purposes, delete_at, mask_at, team, assigned_to } = row
  return { regime, purposes, delete_at, mask_at, team, assigned_to }
}

/** A case's body as an older release stored it: sentences in English only, and one party, with the selectors on the subject. */
export type StoredCaseBody = Omit<CaseBody, 'subject' | 'because' | 'otherExplanations'> & {
  because: (Text | string)[]
  otherExplanations: (Text | string)[]
  subject: CaseBody['subject'] & { role?: string; selectors?: (Selector & { of: string | null })[] }
}

const textOf = (stored: Text | string): Text =>
  typeof stored === 'string' ? (reworded.get(stored) ?? plainText(stored)) : stored
/** Sentences of older releases whose words changed. As the present sentence they are not shown beside it. */
const reworded = new Map([
  [
    'A used document: it may be reported lost or stolen while its rightful holder travels with it again.',
    reason('reasons.document-used-again'),
  ],
])

function currentBody(id: string, body: StoredCaseBody): CaseBody {
  const { subject, ...stored } = wholeRecord(
    id,
    body,
    ({ subject, because, otherExplanations }) =>
      isListOfObjects([subject]) && Array.isArray(because) && Array.isArray(otherExplanations),
  )
  const { because, otherExplanations } = stored
  const current = { ...stored, because: because.map(textOf), otherExplanations: otherExplanations.map(textOf) }
  if (subject.parties !== undefined) return { ...current, subject }
  const { role, selectors, ...rest } = subject as StoredCaseBody['subject']
  const own = (selectors ?? []).filter((selector) => selector.of === null).map(({ of: _, ...selector }) => selector)
  const party: Party = { id: soleParty, role: role ?? 'unknown', kind: 'unknown', selectors: own }
  return { ...current, subject: { ...rest, parties: [party] } }
}
/** The id of the party of a subject with one party; hits stored by older releases are about this party. */
export const soleParty = '1'

/** Opens the body of a case. Throws `refused` with every failed clause, or `record-unreadable`. */
export function openCase(tx: Tx, row: CaseFile): CaseBody {
  return currentBody(row.id, tx.open<StoredCaseBody>({ ...caseAccess(row), id: row.id, a: row.a, b: row.b }).value)
}

/** Opens the body of a case. Returns undefined if this transaction may not read it. Throws `record-unreadable`. */
export function openIfAllowedCase(tx: Tx, row: CaseFile): CaseBody | undefined {
  const opened = tx.openIfAllowed<StoredCaseBody>({ ...caseAccess(row), id: row.id, a: row.a, b: row.b })
  return opened === undefined ? undefined : currentBody(row.id, opened.value)
}

/** Opens a part of a case (a hit, a note, a decision) under the case's own attributes. Throws `refused` or `record-unreadable`. */
export function openPart<T>(
  tx: Tx,
  of: CaseFile,
  part: { id: string; a: Buffer | null; b: Buffer | null },
  isWhole?: (value: T) => boolean,
): Opened<T> {
  const { value, masked } = tx.open<T>({ ...caseAccess(of), id: part.id, a: part.a, b: part.b })
  return { value: wholeRecord(part.id, value, isWhole), masked }
}

/** Opens the body of a hit. Throws `refused` or `record-unreadable`. */
export function openHit(tx: Tx, of: CaseFile, hit: HitRow): HitBody {
  const isWhole = ({ evidence, comparison, reasons }: HitBody) =>
    [evidence, comparison, reasons ?? []].every(isListOfObjects)
  return openPart<HitBody>(tx, of, hit, isWhole).value
}

/** Opens the body of a decision. Throws `refused` or `record-unreadable`. */
export function openDecision(tx: Tx, of: CaseFile, decision: DecisionRow): DecisionBody {
  return openPart<DecisionBody>(tx, of, decision, ({ documents }) => Array.isArray(documents)).value
}

export async function findCase(tx: Pick<Tx, 'db'>, id: string): Promise<CaseFile | undefined> {
  return tx.db.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Reads and locks a case until the transaction ends. Every change of a case locks it first, so changes run one after another. */
export async function lockCase(tx: Pick<Tx, 'db'>, id: string): Promise<CaseFile> {
  return tx.db.selectFrom('case_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

/** Returns the sentences of a hit's explanation. Sentences that an older release stored have no key of their own. */
function reasonsIn({ reasons, explanation }: HitBody): Text[] {
  if (reasons !== undefined && reasons.length > 0) return reasons
  return explanation === null || explanation === '' ? [] : [plainText(explanation)]
}

/** The key of a line of evidence that an older release stored as plain English. No desk has a text for it. */
const keyless = ({ text }: { text: string }) => ({ key: 'evidence.text', values: { text } })
const notStated = { a: null, b: null, role: null, relation: null, scheme: null, frequency: null }

export function hitFrom(row: Omit<HitRow, 'a' | 'b'>, body: HitBody): Hit {
  return {
    id: row.id,
    subjectId: row.subject_id,
    party: row.party,
    of: row.rule_id === null ? 'signal' : 'rule',
    signalId: row.signal_id,
    signalVersion: row.signal_version,
    rule: row.rule_id === null ? null : { id: row.rule_id, version: row.rule_version ?? 1, title: row.source },
    selectors: row.selectors,
    score: row.score,
    logOdds: row.log_odds,
    threshold: row.threshold,
    thresholdVersion: row.threshold_version,
    subjectVersion: row.subject_version,
    listVersion: row.list_version,
    matchedName: body.matchedName ?? null,
    explanation: body.explanation ?? '',
    reasons: reasonsIn(body),
    evidence: body.evidence.map((line) => ({ ...notStated, ...keyless(line), ...line })),
    comparison: body.comparison,
    cells: cellsShown(row, body.evidence.length === 0),
    strength: strengthShown(row),
    engine: row.engine,
    at: row.at.toISOString(),
    suppressedBy: row.withdrawn_at === null ? row.suppressed_by : 'signal-changed',
  }
}

export function decisionFrom(row: DecisionRow, body: DecisionBody): Decision {
  return {
    id: row.id,
    caseId: row.case_id,
    outcome: row.outcome as Decision['outcome'],
    act: row.act,
    adverse: row.adverse,
    reasons: row.reasons,
    explanation: body.explanation ?? {},
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    activeSeconds: row.active_seconds,
    supersedes: row.supersedes,
    people: row.by_one_person ? 'single-operator' : 'complete',
  }
}

/**
 * Returns the decision as an adverse one if two different people made it, else null. An adverse outcome can be made from a stored decision
 * only here.
 */
export function asAdverse(decision: Decision): AdverseDecision | null {
  const { adverse, confirmedBy, confirmedAt, proposedBy } = decision
  if (!adverse || confirmedBy === null || confirmedAt === null || confirmedBy === proposedBy) return null
  return { ...decision, adverse: true, confirmedBy, confirmedAt }
}
