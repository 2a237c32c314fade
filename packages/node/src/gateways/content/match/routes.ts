import {
  CompareSignalsAnswer,
  CompareSignalsRequest,
  IndexStatus,
  MatchBatchAnswer,
  MatchBatchRequest,
  MatchRequest,
  MatchResult,
} from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, doorOf } from '../../../safeguards/access/http.ts'
import { compareSignals } from './compare-signals.ts'
import { asQueries, type MatchDeps, matchSignals } from './match-signals.ts'
import { readScope, readSignals } from './read-query.ts'

const bySender = { sender: 'content' } as const

/** Questions about content: nothing is kept of them but who asked, why, and how many signals were opened for the answer. */
export function matchRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock'> & MatchDeps): void {
  app.post(
    '/v1/content/match',
    { config: bySender, schema: { body: MatchRequest, response: { 200: MatchResult } } },
    async (request) => {
      const { signals, ...options } = request.body
      const queries = asQueries(readSignals(signals))
      const [result] = await matchSignals(deps, doorOf(deps, request), [{ queries }], readScope(options))
      return result as MatchResult
    },
  )
  app.post(
    '/v1/content/match/batch',
    { config: bySender, schema: { body: MatchBatchRequest, response: { 200: MatchBatchAnswer } } },
    async (request) => {
      const { queries, options = {} } = request.body
      const questions = queries.map(({ signals, seed }, place) => ({
        queries: asQueries(readSignals(signals, `/queries/${place}/signals`)),
        seed: seed ?? null,
      }))
      return { results: await matchSignals(deps, doorOf(deps, request), questions, readScope(options)) }
    },
  )
  app.post(
    '/v1/content/compare',
    { config: bySender, schema: { body: CompareSignalsRequest, response: { 200: CompareSignalsAnswer } } },
    async (request) => compareSignals(request.body),
  )
  app.get('/v1/content/index', { config: bySender, schema: { response: { 200: IndexStatus } } }, () =>
    deps.index.status(),
  )
}
