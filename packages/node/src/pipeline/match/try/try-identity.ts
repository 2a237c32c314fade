import {
  type CompareAnswer,
  type Comparison,
  type ExplainedScore,
  type Identity,
  type Signal,
  strengthOf,
  type TriedHit,
  type TryAnswer,
  type TryRequest,
  type TypedFinding,
  type TypedIdentity,
} from '@entente/contracts'
import { checkIdentity, compare, engineVersion } from '@entente/matching'
import { type ErrorCode, errorTable, fail } from '../../../errors.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import {
  attributeColumns,
  attributesOf,
  type SignalAttributeRow,
  signalAccessSql,
} from '../../../safeguards/access/signal-access/index.ts'
import { regimes } from '../../../safeguards/retention/regimes.ts'
import { englishOf } from '../../cases/reasons.ts'
import type { Threshold } from '../../gateway/compared-subject.ts'
import { reasonsOf } from '../explain-hit.ts'
import { type SignalHit, screenOne } from '../find-hits.ts'
import type { MatchIndex } from '../match-index.ts'
import { relateCells, type Stated, statedBy } from '../relate-cells.ts'
import { type IndexedSignal, indexedSignal } from '../signal-entry.ts'
import { thresholdInForce } from '../threshold-in-force.ts'

const usualLimit = 50
/** The number of candidates that the index compares before it checks access terms. */
const mostFound = 200
const { code, tables } = engineVersion
const engine = { code, tables }
const today = (tx: Tx): string => tx.now.toISOString().slice(0, 10)

/**
 * Returns the signals that a typed identity would match, among those the actor may read for their purpose. Every clause is checked for
 * every signal shown, and the log counts them. Stores nothing. Errors as `checkTyped`.
 */
export async function tryIdentity(tx: Tx, index: MatchIndex, request: TryRequest): Promise<TryAnswer> {
  const { weak = false, limit = usualLimit, ...typed } = request
  const { identity, findings } = checkTyped(typed, '', today(tx))
  const threshold = await thresholdInForce(tx)
  // Oversight sees signals of every purpose, anybody else those of the stated purpose.
  const purposes = tx.actor.role === 'oversight' ? regimes.signal.purposes : tx.purpose === null ? [] : [tx.purpose]
  const use = { purposes, now: tx.now, threshold: threshold.value, weak }
  const found = index.screen(identity, use)
  const readable = await readSignals(
    tx,
    index,
    found.map(({ signal }) => signal.id),
  )
  const hits = found.flatMap((hit): SignalHit[] => {
    const now = readable.get(hit.signal.id)
    if (now === undefined) return []
    // The index may be behind, so a changed signal is compared again with its present value.
    const again = now.version === hit.signal.version ? hit : screenOne(now, identity, use)
    return again === undefined ? [] : [{ ...again, signal: now }]
  })
  hits.sort((x, y) => y.result.score - x.result.score)
  const items = hits.slice(0, limit).map(({ signal, result }): TriedHit => {
    const { id, version, kind, source, listVersion, tlp } = signal
    const brief = { id, version, kind, label: labelOf(signal), source, listVersion, tlp }
    return { ...explained(result, threshold, statedBy(identity, signal.entry)), signal: brief }
  })
  tx.note({ hits: items.length })
  return { items, truncated: hits.length > limit || found.length >= mostFound, findings, engine }
}

/** Compares two typed identities without reading a signal or a record. Errors as `checkTyped`, with `/a` or `/b` before the place. */
export async function compareTyped(tx: Tx, request: { a: TypedIdentity; b: TypedIdentity }): Promise<CompareAnswer> {
  const a = checkTyped(request.a, '/a', today(tx))
  const b = checkTyped(request.b, '/b', today(tx))
  const threshold = await thresholdInForce(tx)
  const result = compare(a.identity, b.identity, { threshold: threshold.value, today: today(tx) })
  const stated = statedBy(a.identity, b.identity)
  return { ...explained(result, threshold, stated), findings: [...a.findings, ...b.findings], engine }
}

function explained(result: Comparison, threshold: Threshold, stated: Stated): ExplainedScore {
  const { score, logOdds, verdict, matchedName, evidence } = result
  const reasons = reasonsOf(evidence)
  const cells = relateCells(evidence, stated)
  const { value: _, ...strength } = strengthOf(evidence, cells)
  return {
    ...{ score, logOdds, threshold: threshold.value, thresholdVersion: threshold.version, verdict },
    ...{ cells, strength },
    ...{ matchedName, explanation: englishOf(reasons), reasons, evidence },
  }
}

/** Reads those of these signals that this transaction may read, with their present values. */
async function readSignals(tx: Tx, index: MatchIndex, ids: readonly string[]): Promise<Map<string, IndexedSignal>> {
  const readable = new Map<string, IndexedSignal>()
  if (ids.length === 0) return readable
  const { member, role } = tx.actor
  const rows: (PersonalRow & SignalAttributeRow)[] = await tx.db
    .selectFrom('signal')
    .select([...attributeColumns, 'regime', 'mask_at', 'a', 'b'])
    .where('id', 'in', [...ids])
    .where(signalAccessSql({ member, role, action: 'read', purpose: tx.purpose, now: tx.now }))
    .execute()
  for (const row of rows) {
    const opened = tx.openIfAllowed<Signal>(row)
    const terms = { attributes: attributesOf(row), book: index.book }
    const signal = opened === undefined ? null : indexedSignal(opened.value, terms)
    if (signal !== null) readable.set(row.id, signal)
  }
  return readable
}

function labelOf({ entry }: IndexedSignal): string {
  const [name] = entry.names
  if (name !== undefined) return typeof name === 'string' ? name : name.name
  return entry.documents?.[0]?.number ?? ''
}

const mostNames = 200
/** Faults that leave the rest of an identity comparable. */
const leftOut = new Set(['name-empty', 'nationality-unknown', 'document-unusable'])

/**
 * Checks a typed identity and returns it as the matcher takes it, with findings for the parts left out. `at` is the identity's place in the
 * request. Errors: `name-empty`, `name-too-long`, `names-too-many`, `birth-date-invalid`, `birth-date-implausible`. No message quotes the
 * input.
 */
function checkTyped(typed: TypedIdentity, at: string, today: string): { identity: Identity; findings: TypedFinding[] } {
  if (typed.names.length > mostNames) throw fail('names-too-many', { at: `${at}/names` })
  // Removes undefined fields.
  const stated = JSON.parse(JSON.stringify(typed)) as Identity
  const { identity, faults } = checkIdentity(stated, { today })
  const stop = faults.find(({ code }) => !leftOut.has(code))
  if (stop !== undefined) {
    const code: ErrorCode = stop.code in errorTable ? (stop.code as ErrorCode) : 'identity-invalid'
    throw fail(code, { at: at + stop.at, detail: stop.message })
  }
  if (identity.names.length === 0 && (identity.documents ?? []).length === 0) {
    throw fail('name-empty', { at: `${at}/names` })
  }
  const findings = faults.map(({ code, message, at: place }) => ({
    code: code.toUpperCase().replaceAll('-', '_'),
    at: at + place,
    message,
  }))
  return { identity, findings }
}
