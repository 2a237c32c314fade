import {
  type CaseContext,
  type CaseOutcome,
  type CaseRow,
  type CaseState,
  caseReference,
  type Hit,
  type StillChanges,
} from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { namesOf, type SecondPersonBar, secondPersonBars } from '../cases/case-people.ts'
import { type CaseBody, type CaseFile, type HitRow, hitFrom, openIfAllowedCase } from '../cases/case-record.ts'
import { reason } from '../cases/reasons.ts'
import { cellsShown, strengthShown } from '../cases/strength-shown.ts'
import { readableOr, unreadableBody } from '../cases/unreadable.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { countPersons, type PersonCounts } from './count-persons.ts'

export const openStates: readonly CaseState[] = ['open', 'in-review', 'awaiting-second']

/** Returns rows for a list. Opens only what the list shows: hits come with their band, without evidence. */
export async function caseRows(tx: Tx, gateways: Gateways, rows: readonly CaseFile[]): Promise<CaseRow[]> {
  const ids = rows.map((row) => row.id)
  const hits = await liveHits(tx, ids)
  const bars = await secondPersonBars(tx, ids, tx.actor.person)
  const names = await namesOf(
    tx,
    rows.map((row) => row.assigned_to),
  )
  const outcomes = await standingOutcomes(tx, ids)
  const persons = await countPersons(tx, gateways, rows)
  const refused = rows.map(({ id, gateway }) => ({ gateway, context_id: persons.get(id)?.refusedContext ?? null }))
  const contexts = await contextsOf(tx, gateways, [...rows, ...refused])
  const listed: CaseRow[] = []
  for (const row of rows) {
    const opened = await readableOr(tx, row.id, () => openIfAllowedCase(tx, row), unreadableBody(row))
    if (opened === undefined) continue
    const context = contexts.get(row.context_id ?? '') ?? null
    const assignedName = row.assigned_to === null ? null : (names.get(row.assigned_to) ?? null)
    const shown = (hits.get(row.id) ?? []).map((hit) =>
      hitFrom(hit, { explanation: '', reasons: [], evidence: [], comparison: [] }),
    )
    listed.push(
      caseRow(tx, {
        row,
        body: opened,
        hits: shown,
        context,
        assignedName,
        bar: bars.get(row.id),
        decision: outcomes.get(row.id) ?? null,
        person: personIn(persons.get(row.id), contexts),
      }),
    )
  }
  return listed
}

/** Returns the contexts of these cases by id. */
export async function contextsOf(
  tx: Tx,
  gateways: Gateways,
  rows: readonly Pick<CaseFile, 'gateway' | 'context_id'>[],
): Promise<Map<string, CaseContext>> {
  const byGateway = new Map<string, Set<string>>()
  for (const { gateway, context_id: id } of rows) {
    if (id === null) continue
    byGateway.set(gateway, (byGateway.get(gateway) ?? new Set()).add(id))
  }
  const found = new Map<string, CaseContext>()
  for (const [kind, ids] of byGateway)
    for (const [id, context] of await gateways.of(kind).contexts(tx, [...ids])) found.set(id, context)
  return found
}

/** Returns the outcome in force of each decided case, with its time. */
async function standingOutcomes(tx: Tx, caseIds: readonly string[]): Promise<Map<string, CaseOutcome>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('decision')
    .select(['case_id', 'outcome', 'proposed_at', 'confirmed_at'])
    .where('case_id', 'in', [...caseIds])
    .where('reopened_at', 'is', null)
    .orderBy('proposed_at')
    .execute()
  return new Map(
    rows.map(({ case_id, outcome, proposed_at, confirmed_at }) => [
      case_id,
      { outcome: outcome as CaseOutcome['outcome'], at: (confirmed_at ?? proposed_at).toISOString() },
    ]),
  )
}

/** The columns of a hit that a list shows. Its sealed evidence is not read. */
const listedColumns = [
  ...([
    'id',
    'case_id',
    'subject_id',
    'party',
    'signal_id',
    'signal_version',
    'rule_id',
    'rule_version',
    'score',
    'log_odds',
    'threshold',
  ] as const),
  ...([
    'threshold_version',
    'subject_version',
    'list_version',
    'band',
    'strength',
    'compared_fields',
    'hollow',
  ] as const),
  ...(['cells', 'kind', 'source', 'at', 'engine', 'selectors', 'suppressed_by', 'withdrawn_at'] as const),
]
type ListedHit = Omit<HitRow, 'a' | 'b'>

async function liveHits(tx: Tx, caseIds: readonly string[]): Promise<Map<string, ListedHit[]>> {
  const byCase = new Map<string, ListedHit[]>()
  if (caseIds.length === 0) return byCase
  const rows = await tx.db
    .selectFrom('hit')
    .select(listedColumns)
    .where('case_id', 'in', [...caseIds])
    .where('withdrawn_at', 'is', null)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute()
  for (const row of rows) byCase.set(row.case_id, [...(byCase.get(row.case_id) ?? []), row])
  return byCase
}

/** Returns whether this actor could confirm the case. Until they answer, they do not see who made the proposal or why. */
export function mayConfirm(tx: Tx, row: CaseFile, bar: SecondPersonBar | undefined): boolean {
  return tx.actor.role === 'supervisor' && row.state === 'awaiting-second' && bar === undefined
}

export function caseRow(
  tx: Tx,
  part: {
    row: CaseFile
    body: CaseBody
    hits: Hit[]
    context: CaseRow['context']
    assignedName: string | null
    bar: SecondPersonBar | undefined
    decision: CaseRow['decision']
    person: CaseRow['person']
  },
): CaseRow {
  const { row, body, hits } = part
  const secondWanted = mayConfirm(tx, row, part.bar)
  return {
    id: row.id,
    gateway: row.gateway as CaseRow['gateway'],
    team: row.team,
    regime: row.regime as CaseRow['regime'],
    subject: { ...body.subject, label: body.subject.label ?? 'masked' },
    hits,
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    state: row.state as CaseState,
    rank: { value: row.strength, compared: row.compared_fields, because: body.because },
    // The assignee is the proposer, whose name a second person must not see.
    assignedTo: secondWanted ? null : row.assigned_to,
    // Earlier decisions are opinions too, so a second person sees them only after answering.
    decision: secondWanted ? null : part.decision,
    feedback: [],
    otherExplanations: body.otherExplanations.length > 0 ? body.otherExplanations : [reason('reasons.record-masked')],
    version: row.version,
    track: [],
    reference: caseReference(row.number),
    cells: cellsShown(row, body.because.length === 0),
    strength: strengthShown(row),
    band: row.band as CaseRow['band'],
    otherScript: body.otherScript,
    context: part.context,
    signalFrom: body.signalFrom,
    assignedName: secondWanted ? null : part.assignedName,
    secondWanted,
    clearedBefore: false,
    // The outcome of another case is an opinion too.
    person: part.person && { ...part.person, refusedOn: secondWanted ? null : part.person.refusedOn },
    changes: stillChanges(tx.now, row, part.context),
  }
}

function personIn(counts: PersonCounts | undefined, contexts: ReadonlyMap<string, CaseContext>): CaseRow['person'] {
  if (counts === undefined) return null
  const { open, decided, refusedContext } = counts
  return { open, decided, refusedOn: contexts.get(refusedContext ?? '')?.label ?? null }
}

/**
 * Returns what a decision on an overdue case still changes: the answer until the doors close, then what the arrival is
 * told until the journey ends. Null for a case that is not overdue or not open.
 */
export function stillChanges(
  now: Date,
  { due_at, state }: Pick<CaseFile, 'due_at' | 'state'>,
  context: Pick<CaseContext, 'closesAt' | 'endsAt'> | null,
): StillChanges | null {
  if (due_at === null || due_at > now || !openStates.includes(state as CaseState)) return null
  const { closesAt = null, endsAt = null } = context ?? {}
  if (closesAt === null || Date.parse(closesAt) > now.getTime()) return 'answer'
  return endsAt !== null && Date.parse(endsAt) > now.getTime() ? 'arrival' : 'nothing'
}
