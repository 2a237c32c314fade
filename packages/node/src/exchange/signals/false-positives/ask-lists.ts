import type { Signal, SignalKind } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { signalChangedFor } from '../../delivery/index.ts'
import { takeRests } from './compile-patterns.ts'
import { loadSignalRules, type SignalRules } from './signal-rules.ts'
import { textsOfValue } from './texts-of-value.ts'

/** An entry of a false-positive list that a value matches, and where in the value the match is. */
export interface ListMatch {
  list: string
  version: number
  entry: string
  at: string
}

/** Lists the entries that a value matches, except entries for which two people approved an override. */
export function listMatches(
  kind: SignalKind,
  value: Record<string, unknown>,
  rules: SignalRules,
  effect: 'block' | 'warn',
): ListMatch[] {
  return textsOfValue(kind, value).flatMap(({ kind: of, text, at }) =>
    rules.lists.flatMap(({ list, match }) => {
      if (list.kind !== of || list.effect !== effect) return []
      const entry = match(text)
      if (entry === null || rules.isOverridden(list.id, kind, value)) return []
      return [{ list: list.id, version: list.version, entry, at }]
    }),
  )
}

/** As `listMatches` for blocking lists, but the event loop runs in between. */
async function blockedBy(
  kind: SignalKind,
  value: Record<string, unknown>,
  rules: SignalRules,
  next: () => Promise<void> | undefined,
): Promise<ListMatch[]> {
  const met: ListMatch[] = []
  for (const { kind: of, text, at } of textsOfValue(kind, value))
    for (const { list, matchInTurns } of rules.lists) {
      if (list.kind !== of || list.effect !== 'block') continue
      const entry = await matchInTurns(text, next)
      if (entry === null || rules.isOverridden(list.id, kind, value)) continue
      met.push({ list: list.id, version: list.version, entry, at })
    }
  return met
}

const matchSentence = ({ list, entry }: ListMatch): string =>
  `The list ${list} has the entry ${entry}. Two people can let it through.`

/**
 * Checks the lists of false positives before a signal is released. Error: `false-positive-list`, which names the list
 * and the entry.
 */
export async function refuseFalsePositive(tx: Tx, signal: Signal): Promise<void> {
  if (signal.value === null) return
  const met = await blockedBy(signal.kind, signal.value, await loadSignalRules(tx, []), takeRests())
  const [first] = met
  if (first === undefined) return
  const errors = met.map((one) => ({ code: 'false-positive-list', at: one.at, message: matchSentence(one) }))
  throw fail('false-positive-list', { at: first.at, errors, detail: errors.map(({ message }) => message).join(' ') })
}

/**
 * Records which lists block each of these signals now, and replaces earlier findings. Signals that are no longer
 * blocked are sent to their recipients. A newly blocked signal is not recalled, because its officers decide what to do.
 * Returns how many signals are blocked.
 */
export async function noteFindings(tx: Tx, signals: readonly Signal[]): Promise<number> {
  if (signals.length === 0) return 0
  const rules = await loadSignalRules(tx, [])
  const unusable = new Set(
    rules.lists.flatMap(({ list, unusable }) => unusable.map(({ pattern }) => JSON.stringify([list.id, pattern]))),
  )
  const next = takeRests()
  const found: { id: string; met: ListMatch[] }[] = []
  for (const signal of signals) {
    await next()
    const met = signal.value === null ? [] : await blockedBy(signal.kind, signal.value, rules, next)
    found.push({ id: signal.id, met })
  }
  const values = new Map(signals.map((signal) => [signal.id, signal]))
  /** A pattern of an older release cannot be tested now, so what it blocked stays blocked until its list is replaced. */
  const stays: Stays = (id, list, entry) => {
    const of = values.get(id)
    return (
      of?.value != null && unusable.has(JSON.stringify([list, entry])) && !rules.isOverridden(list, of.kind, of.value)
    )
  }
  let blocked = 0
  for (const part of chunksOf(found, 500)) blocked += await keepFindings(tx, part, stays)
  return blocked
}

type Stays = (signal: string, list: string, entry: string) => boolean

/** Replaces the findings of signals. Returns how many of the signals are blocked. */
async function keepFindings(
  tx: Tx,
  found: readonly { id: string; met: readonly ListMatch[] }[],
  stays: Stays,
): Promise<number> {
  const ids = found.map(({ id }) => id)
  const known = await tx.db
    .selectFrom('false_positive_finding')
    .select(['signal_id', 'list_id', 'entry'])
    .where('signal_id', 'in', ids)
    .execute()
  const nameOf = (signal: string, list: string, entry: string) => JSON.stringify([signal, list, entry])
  const rows = new Map(
    found.flatMap(({ id, met }) =>
      met.map(({ list, version, entry }) => [
        nameOf(id, list, entry),
        { signal_id: id, list_id: list, entry, list_version: version, found_at: tx.now },
      ]),
    ),
  )
  const staying = new Set<string>()
  for (const old of known) {
    // The list blocked the signal before, so keep the date of the earlier finding.
    if (rows.delete(nameOf(old.signal_id, old.list_id, old.entry))) continue
    if (stays(old.signal_id, old.list_id, old.entry)) {
      staying.add(old.signal_id)
      continue
    }
    await tx.db
      .deleteFrom('false_positive_finding')
      .where('signal_id', '=', old.signal_id)
      .where('list_id', '=', old.list_id)
      .where('entry', '=', old.entry)
      .execute()
  }
  if (rows.size > 0)
    await tx.db
      .insertInto('false_positive_finding')
      .values([...rows.values()])
      .execute()
  const isBlocked = ({ id, met }: { id: string; met: readonly ListMatch[] }) => met.length > 0 || staying.has(id)
  const blocked = found.filter(isBlocked).map(({ id }) => id)
  const free = found.filter((one) => !isBlocked(one)).map(({ id }) => id)
  const changed = [...(await mark(tx, blocked, true)), ...(await mark(tx, free, false))]
  await signalChangedFor(tx, changed)
  return blocked.length
}

/** Records for each signal whether it is blocked. Returns the ids of signals for which this changed. */
async function mark(tx: Tx, ids: readonly string[], blocked: boolean): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .updateTable('signal')
    .set({ false_positive: blocked })
    .where('id', 'in', [...ids])
    .where('false_positive', '<>', blocked)
    .returning(['id', 'version'])
    .execute()
  for (const { id, version } of rows) await tx.announce('signal.changed', id, version)
  return rows.map(({ id }) => id)
}
