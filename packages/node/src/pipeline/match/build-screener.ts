import type { Entry } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import type { BuiltScreener } from '../gateway/pipeline-steps.ts'
import type { IndexedSignal } from './signal-entry.ts'

/** Builds a screener of these entries in slices: twenty thousand entries take seconds, and the node must answer meanwhile. */
export async function buildScreener(entries: Iterable<Entry>, options: { shared?: boolean } = {}): Promise<Screener> {
  const steps = Screener.buildInSlices(entries, options)
  const next = takeTurns()
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) await next()
  return step.value
}

const linesAtOnce = 1_000

/** Shares a screener of these signals. It must be in shared memory and unchanged since it was built. */
export async function shareScreener(
  screener: Screener,
  signals: ReadonlyMap<string, IndexedSignal>,
): Promise<BuiltScreener> {
  const index = screener.toShared()
  const writings: string[] = []
  const next = takeTurns()
  for (const part of chunksOf([...signals.values()], linesAtOnce)) {
    writings.push(part.map(({ id, writing }) => `${id} ${writing}`).join('\n'))
    await next()
  }
  return { index, writings }
}

/**
 * Opens a screener that another thread built, as a screener of exactly these signals: a signal that this thread read
 * from another write of its row replaces the one in the screener.
 */
export async function openScreener(
  { index, writings }: BuiltScreener,
  signals: ReadonlyMap<string, IndexedSignal>,
): Promise<Screener> {
  const screener = Screener.fromShared(index)
  const same = new Set<string>()
  const next = takeTurns()
  for (const line of linesOf(writings)) {
    const space = line.indexOf(' ')
    const id = line.slice(0, space)
    if (signals.get(id)?.writing === line.slice(space + 1)) same.add(id)
    else screener.remove(id)
    await next()
  }
  for (const [id, { entry }] of signals) {
    if (!same.has(id)) screener.add(entry)
    await next()
  }
  return screener
}

function* linesOf(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield* text === '' ? [] : text.split('\n')
}
