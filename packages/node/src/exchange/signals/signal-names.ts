import type { PersonValue, Signal } from '@entente/contracts'
import { markParts, partValue, partWords } from '@entente/matching'
import { sql } from 'kysely'
import type { PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { createNameIndex, inParts, type NameIndex, type NameSource } from '../../safeguards/names/name-index.ts'
import { openOneSignal } from '../../safeguards/oversight/open-signal.ts'

/** The names, values and actions of signals in memory. They are sealed in the database, so no query can read them. */
export interface SignalNames extends NameIndex {
  /** Returns these ids in the order of the signals' names; signals without a name come last. */
  inOrder(ids: readonly string[], down: boolean): string[]
  /** Returns the ids of the signals with this action. */
  withAction(action: Signal['action']): string[]
}

interface Kept {
  name: string
  action: Signal['action']
}

/** Creates the index of all signals that are not deleted, withdrawn ones included. The caller decides who may list them. */
export function createSignalNames(deps: Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'>): SignalNames {
  const kept = new Map<string, Kept>()
  let ranks: Map<string, number> | null = null
  const source: NameSource = {
    kind: 'signal',
    intent: { action: 'signal.match', type: 'signal.read', decision: 'allow', details: { what: 'name index' } },
    list: (db, now, after, most) =>
      stored(db, now)
        .$if(after !== null, (rows) => rows.where('id', '>', after as string))
        .orderBy('id')
        .limit(most)
        .execute(),
    listAmong: (db, now, ids) => stored(db, now).where(sql<boolean>`id = any(${ids}::uuid[])`).execute(),
    async *read(tx, ids) {
      for await (const row of inParts(ids, (part) => signalsOf(tx, part))) {
        const signal = await openOneSignal(tx, row)
        if (signal === undefined || signal === 'unreadable') continue
        kept.set(row.id, { name: sortKey(nameOfSignal(signal)), action: signal.action })
        ranks = null
        // One class: the SQL condition of the list decides who may see a signal.
        yield { ...oneClass, id: row.id, words: wordsOf(signal, row.list_entry), until: row.delete_at }
      }
    },
    drop(id) {
      if (kept.delete(id)) ranks = null
    },
  }
  const index = createNameIndex(deps, source)
  const rankAll = () => {
    const all = [...kept].map(([id, { name }]) => ({ id, name }))
    all.sort((a, b) => order(a.name, b.name) || order(a.id, b.id))
    return new Map(all.map(({ id }, rank) => [id, rank]))
  }
  return {
    start: index.start,
    stop: index.stop,
    find: index.find,
    catchUp: index.catchUp,
    get size() {
      return index.size
    },
    get bytes() {
      return index.bytes
    },
    inOrder(ids, down) {
      ranks ??= rankAll()
      const sign = down ? -1 : 1
      const ranked = ids.map((id) => {
        const rank = (kept.get(id)?.name ?? '') === '' ? undefined : ranks?.get(id)
        return { id, rank: rank === undefined ? Number.MAX_SAFE_INTEGER : sign * rank }
      })
      return ranked.sort((a, b) => a.rank - b.rank || order(a.id, b.id)).map(({ id }) => id)
    },
    withAction: (action) => [...kept].flatMap(([id, one]) => (one.action === action ? [id] : [])),
  }
}

const oneClass = { regime: 'signal', purposes: [], team: null }
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Names sort without case and marks. Only the beginning counts. */
const sortKey = (name: string): string => name.slice(0, 60).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

const signalsOf = (tx: Tx, ids: readonly string[]): Promise<(PersonalRow & { list_entry: string | null })[]> =>
  tx.db
    .selectFrom('signal')
    .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b', 'list_entry'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()

const stored = (db: Tx['db'], now: Date) =>
  db.selectFrom('signal').select(['id', 'regime', 'purposes']).where('delete_at', '>', now)

/** The fields of values that are names of people or organisations; the others are searched as one word. */
const namedFields = new Set(['consignee', 'consignor'])
/** Codes of a few letters that fit too many searches. */
const unsearched = new Set(['algorithm', 'documentType', 'scope', 'chain', 'sex', 'type', 'mediaType', 'issuingState'])

interface SignalTexts {
  names: string[]
  values: string[]
}

/** Returns what a signal is found by: names and aliases, values, and references. */
function textsOf({ value, source, entity }: Signal): SignalTexts {
  if (value === null) return { names: [], values: [] }
  const names = ((value.names ?? []) as PersonValue['names']).map(({ full }) => full)
  const numbers = ((value.identifiers ?? []) as PersonValue['identifiers']).map(({ number }) => number)
  const values: string[] = []
  // The service of an account says less than the account.
  const { service, ...rest } = value
  for (const [field, is] of Object.entries({ ...rest, service })) {
    if (typeof is !== 'string' || unsearched.has(field)) continue
    if (namedFields.has(field)) names.push(is)
    else values.push(is)
  }
  const references = [source.reference, entity?.id, entity?.name]
  return {
    names,
    values: [...values, ...numbers, ...references.filter((text) => text != null && text !== '')] as string[],
  }
}

function wordsOf(signal: Signal, entry: string | null): Set<string> {
  const { names, values } = textsOf(signal)
  const whole = entry === null || signal.value === null ? values : [...values, entry]
  return new Set([...names.flatMap(partWords), ...whole.flatMap(partValue)])
}

/** Returns the name or the value that stands for a signal; empty once it is erased. */
export function nameOfSignal(signal: Signal): string {
  const { names, values } = textsOf(signal)
  return names[0] ?? values[0] ?? ''
}

const mostFits = 3
/** Returns the names and values of a signal that fit a search by part, each with the first stretch that fits. */
export function fitsOf(signal: Signal, text: string): { text: string; from: number; to: number }[] {
  const { names, values } = textsOf(signal)
  const fits: { text: string; from: number; to: number }[] = []
  for (const each of [...names.slice(0, 200), ...values]) {
    if (fits.length === mostFits) break
    const shown = each.slice(0, 300)
    const mark = markParts(shown, text)[0]
    if (mark !== undefined) fits.push({ text: shown, ...mark })
  }
  return fits
}
