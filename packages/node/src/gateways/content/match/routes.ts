import {
  CompareSignalsAnswer,
  CompareSignalsRequest,
  IndexStatus,
  MatchBatchAnswer,
  MatchBatchRequest,
  MatchRequest,
  MatchResult,
} from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { mapInTurns } from '../../../store/take-turns.ts'
import { type HashDeps, hashFile } from '../hash/hash-file.ts'
import { mayAsk } from '../hash/may-ask.ts'
import { takeFile } from '../hash/take-file.ts'
import { compareSignals } from './compare-signals.ts'
import { fileQueries } from './file-queries.ts'
import { asQueries, type MatchDeps, matchSignals } from './match-signals.ts'
import { readScope, readSignals } from './read-query.ts'

const bySender = { sender: { gateway: 'content' } } as const
const matching = { ...bySender, surface: { id: 'content-match', gateway: 'content' } } as const

/**
 * Routes that match content. Nothing of a request is stored except who asked, why, and how many signals were opened for
 * the answer.
 */
export function matchRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock'> & MatchDeps & HashDeps): void {
  app.post(
    '/v1/content/match',
    {
      config: matching,
      preValidation: takeFile,
      schema: {
        summary: 'Match a file, a text or hashes with the banks',
        personal: true,
        errors: [
          'index-not-ready',
          'limit-out-of-range',
          'matching-stopped',
          'radius-out-of-range',
          'signal-invalid',
          'signal-type-unknown',
        ],
        body: MatchRequest,
        response: { 200: MatchResult },
      },
    },
    async (request) => {
      const { signals = [], ...options } = request.body
      const scope = readScope(options)
      const queries = asQueries(readSignals(signals))
      const { sentFile } = request
      const hashes =
        sentFile === undefined
          ? null
          : await hashFile(deps, sentFile, { dihedral: options.dihedral }, actorOf(request).account)
      if (sentFile !== undefined && hashes !== null) queries.push(...fileQueries(hashes, sentFile.bytes))
      if (queries.length === 0 && hashes === null)
        throw fail('body-invalid', { at: '/signals', detail: 'Send signals or a file.' })
      const question = { queries, file: hashes?.file ?? null, findings: hashes?.findings ?? [] }
      const [result] = await matchSignals(deps, accessOf(deps, request), [question], scope)
      return result as MatchResult
    },
  )
  app.post(
    '/v1/content/match/batch',
    {
      config: matching,
      schema: {
        summary: 'Match many hashes with the banks',
        personal: true,
        errors: [
          'index-not-ready',
          'limit-out-of-range',
          'matching-stopped',
          'radius-out-of-range',
          'signal-invalid',
          'signal-type-unknown',
        ],
        body: MatchBatchRequest,
        response: { 200: MatchBatchAnswer },
      },
    },
    async (request) => {
      const { queries, options = {} } = request.body
      const read = ([place, { signals, seed }]: [number, (typeof queries)[number]]) => ({
        queries: asQueries(readSignals(signals, `/queries/${place}/signals`)),
        seed: seed ?? null,
      })
      const questions = await mapInTurns([...queries.entries()], read)
      return { results: await matchSignals(deps, accessOf(deps, request), questions, readScope(options)) }
    },
  )
  app.post(
    '/v1/content/compare',
    {
      config: bySender,
      schema: {
        summary: 'Compare two hashes of one type',
        errors: ['radius-out-of-range', 'signal-invalid', 'signal-type-unknown'],
        body: CompareSignalsRequest,
        response: { 200: CompareSignalsAnswer },
      },
    },
    async (request) => {
      await mayAsk(deps, request)
      return compareSignals(request.body)
    },
  )
  app.get(
    '/v1/content/index',
    { config: bySender, schema: { summary: 'Read the state of the index of hashes', response: { 200: IndexStatus } } },
    async (request) => {
      await mayAsk(deps, request)
      return deps.index.status()
    },
  )
}
