import type { MatchResult, SentFinding } from '@entente/contracts'
import type { AccessIntent, AccessStore } from '../../../safeguards/access/access-store.ts'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import type { ContentIndex } from '../index/content-index.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { describeMatches } from './describe-matches.ts'
import { type FoundMatches, findMatches, type Query } from './find-matches.ts'
import { matchState } from './match-state.ts'
import type { MatchScope } from './read-query.ts'

export interface MatchDeps {
  index: ContentIndex
  clock: () => Date
}
export interface Question {
  queries: readonly Query[]
  file?: string | null
  findings?: SentFinding[]
  seed?: string | null
}

export const asQueries = (signals: readonly ContentSignal[]): Query[] =>
  signals.map((signal) => ({ signal, transform: 'original' }))

/** Matches queries with the banks; it stores nothing but the log entry. Error: `index-not-ready`. */
export async function matchSignals(
  deps: MatchDeps,
  access: AccessStore,
  questions: readonly Question[],
  scope: MatchScope,
): Promise<MatchResult[]> {
  const found: FoundMatches[] = []
  const next = takeTurns()
  for (const part of chunksOf(questions, deps.index.finder().atOnce)) {
    const find = ({ queries, seed }: Question) =>
      findMatches(deps.index, queries, { ...scope, seed: seed ?? scope.seed }, deps.clock())
    found.push(...(await Promise.all(part.map(find))))
    await next()
  }
  const intent: AccessIntent = {
    action: 'content.match',
    type: 'signal.match',
    decision: 'allow',
    details: { cause: 'question' },
  }
  return access.transaction(intent, async (tx) => {
    const results: MatchResult[] = []
    for (const [place, { matches, total, truncated, indexSeq }] of found.entries()) {
      const { queries, file = null, findings = [] } = questions[place] as Question
      const described = await describeMatches(tx, matches)
      const gone = matches.length - described.length
      const shown = described.map(({ match }) => match)
      results.push({
        file,
        state: matchState({ matches: shown, signals: queries, findings }),
        signals: queries
          .filter(({ transform }) => transform === 'original')
          .map(({ signal: { type, value, quality } }) => ({ type, value, quality })),
        matches: shown,
        total: Math.max(described.length, total - gone),
        truncated,
        indexSeq,
        findings,
      })
    }
    tx.note({ questions: questions.length, matches: results.reduce((sum, { total }) => sum + total, 0) })
    return results
  })
}
