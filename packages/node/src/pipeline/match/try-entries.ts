import type { Entry, ImportPreview } from '@entente/contracts'
import { defaultThreshold } from '@entente/matching'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { buildScreener } from './build-screener.ts'
import { loadRecent, recentSubjects } from './compare-again.ts'
import { comparableParties } from './compare-parties.ts'
import { inBackground } from './in-background.ts'
import { subjectsByPurpose } from './subjects-by-purpose.ts'
import { thresholdInForce } from './threshold-in-force.ts'

export interface TryDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock'> {
  gateways: Gateways
}
const days = 7
/** The most people a trial compares: somebody waits for the preview. */
const mostSubjects = 20_000
const chunk = 200
const heaviest = 5

/**
 * Counts the hits that these entries would have among the records of the last seven days, and lists the entries with most hits. Stores
 * nothing and names nobody. Logged as any other matching. `progress` is called with the number of compared people.
 */
export async function tryEntries(
  deps: TryDeps,
  entries: readonly Entry[],
  progress: (done: number, total: number) => Promise<void> | undefined,
): Promise<ImportPreview['trial']> {
  const { byPurpose, threshold } = await recentByPurpose(deps)
  // Building the index of a large list takes seconds, so it is built only if somebody is compared with it.
  const screener = byPurpose.size === 0 ? null : await buildScreener(entries)
  const next = takeTurns()
  const names = new Map(entries.map((entry) => [entry.id, nameOf(entry)]))
  const hits = new Map<string, number>()
  const trial = { hits: 0, people: 0, screened: 0 }
  // The screener applies the matcher's own threshold; the threshold in force counts here.
  const weak = threshold < defaultThreshold
  const people = [...byPurpose.values()].reduce((sum, ids) => sum + ids.length, 0)
  let compared = 0
  for (const [purpose, ids] of byPurpose) {
    for (const part of chunksOf(ids, chunk)) {
      const intent = { action: 'signal.match', type: 'signal.match', details: { cause: 'trial' } } as const
      const found = await systemAccess(deps, purpose).transaction(intent, async (tx) => {
        const people: string[][] = []
        for (const context of await loadRecent(deps, tx, part)) {
          await next()
          const parties = comparableParties(context)
          if (parties.length === 0) continue
          const met = parties.flatMap(({ identity }) =>
            (screener?.screen(identity, { weak }) ?? []).filter(({ score }) => score >= threshold),
          )
          people.push(met.map(({ entryId }) => entryId))
        }
        return people
      })
      trial.screened += found.length
      trial.people += found.filter((met) => met.length > 0).length
      trial.hits += found.flat().length
      for (const entryId of found.flat()) hits.set(entryId, (hits.get(entryId) ?? 0) + 1)
      compared += part.length
      await progress(compared, people)
    }
  }
  const most = [...hits].sort(([, a], [, b]) => b - a).slice(0, heaviest)
  return { ...trial, heaviest: most.map(([id, count]) => ({ name: names.get(id) ?? id, hits: count })) }
}

async function recentByPurpose(deps: TryDeps) {
  return inBackground(deps, async (tx) => {
    const since = new Date(deps.clock().getTime() - days * 86_400_000)
    const recent = (await recentSubjects(tx, deps.gateways, since)).slice(0, mostSubjects)
    return { byPurpose: subjectsByPurpose(recent), threshold: (await thresholdInForce(tx)).value }
  })
}

function nameOf(entry: Entry): string {
  const name = entry.names[0]
  return typeof name === 'string' ? name : (name?.name ?? entry.id)
}
