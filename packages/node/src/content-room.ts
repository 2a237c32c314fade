import type { Config } from './config.ts'
import type { EventBus } from './events.ts'
import { bankRoutes } from './gateways/content/banks/routes.ts'
import { uploadCaseRoutes } from './gateways/content/cases/routes.ts'
import { emptyBank, runContentClocks } from './gateways/content/clocks.ts'
import { deliverDecision } from './gateways/content/decisions/deliver-decision.ts'
import { noteOpinions } from './gateways/content/decisions/note-opinions.ts'
import { fetchExchange, fetchExchanges } from './gateways/content/exchanges/fetch-exchange.ts'
import { hashRoutes } from './gateways/content/hash/routes.ts'
import { hmaRoutes } from './gateways/content/hma/routes.ts'
import { incidentRoutes } from './gateways/content/incidents/routes.ts'
import { createContentIndex } from './gateways/content/index/content-index.ts'
import { SearchPool } from './gateways/content/index/search/search-pool.ts'
import { createContentGateway } from './gateways/content/index.ts'
import { itemRoutes } from './gateways/content/items/routes.ts'
import { keepLabelSchemes } from './gateways/content/labels/label-schemes.ts'
import { labelRoutes } from './gateways/content/labels/routes.ts'
import { lookingRoutes } from './gateways/content/looking/routes.ts'
import { matchRoutes } from './gateways/content/match/routes.ts'
import { MediaHasher, sweepTemporary } from './gateways/content/media/index.ts'
import { rateRoutes } from './gateways/content/rates/routes.ts'
import { ProbeWatch } from './gateways/content/remote/probe-watch.ts'
import { remoteRoutes } from './gateways/content/remote/routes.ts'
import { FloodWatch } from './gateways/content/retro/flood-watch.ts'
import { retroMatch } from './gateways/content/retro/retro-match.ts'
import { retroRoutes } from './gateways/content/retro/routes.ts'
import { createSeenIndex } from './gateways/content/retro/seen-index.ts'
import { followAll, followSignals } from './gateways/content/shared/follow-signals.ts'
import { lookBack } from './gateways/content/shared/look-back.ts'
import { uploadRoutes } from './gateways/content/uploads/routes.ts'
import { settleUpload } from './gateways/content/uploads/settle-upload.ts'
import { settleExpired, settleUploads } from './gateways/content/uploads/settle-uploads.ts'
import type { TakeDeps } from './gateways/content/uploads/take-upload.ts'
import { type AnswerSubjects, answerSubject } from './pipeline/answer/index.ts'
import { removeOutdated } from './pipeline/read/index.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { Database } from './safeguards/access/door.ts'
import type { App } from './safeguards/access/http.ts'
import type { Task } from './store/jobs.ts'

export type ContentRoom = Awaited<ReturnType<typeof createContentRoom>>

/** The content gateway on the pipeline: banks, their index, uploads; which task runs which step. */
export async function createContentRoom(deps: CoreDeps & { config: Config; db: Database; events: EventBus }) {
  const { log, config } = deps
  await deps.db.transaction().execute((db) => keepLabelSchemes({ db }))
  const gateway = createContentGateway()
  const pool = new SearchPool({ threads: config.searchThreads })
  const index = createContentIndex({ ...deps, pool, follow: deps.events.on })
  const seen = createSeenIndex({ ...deps, pool })
  const hasher = new MediaHasher()
  const fetching = config.fetching === null ? null : { ...config.fetching, maxBytes: hasher.limits.videoBytes }
  const hashing = { hasher, fetching }
  const settling = { ...deps, index, flood: new FloodWatch() }
  const taking: TakeDeps = {
    ...settling,
    ...hashing,
    seen(uploadId) {
      if (!index.ready) return
      seen.add(uploadId).catch((error: unknown) => log.error({ event: 'seen.failed', error: String(error) }))
    },
  }
  // Whoever starts the node does not wait for ten million signals: until they are loaded uploads are received, and matched later.
  const loading = (async () => {
    await index.load()
    await seen.load()
    await followAll(deps)
  })().catch((error: unknown) => log.error({ event: 'index.load-failed', what: 'content', error: String(error) }))
  const task =
    <P>(work: (payload: P) => Promise<unknown>): Task =>
    async (payload) => {
      await work(payload as P)
    }

  return {
    gateway,
    index,
    ready: () => index.ready,
    /** Signals came, changed or went: uploads are compared with them as they are now. */
    async follow(signalIds: readonly string[]): Promise<void> {
      await followSignals(deps, signalIds)
      await index.catchUp()
    },
    async settle(signalIds: readonly string[], cause: string): Promise<void> {
      await settleUploads(settling, { signalIds })
      // Several changes that are compared together may have one of an agreement among them.
      if (cause === 'agreement-changed' || cause === 'signals-changed') await lookBack(deps, signalIds)
    },
    answer: (payload: AnswerSubjects) => answerSubject({ ...deps, gateway }, payload),
    noteOpinions: (payload: { decisionId: string }) => noteOpinions(deps, payload),
    async stop() {
      await loading
      await index.stop()
      await pool.close()
      await hasher.close()
    },
    tasks: {
      'match-upload': task((payload: { uploadId: string }) => settleUpload(settling, payload)),
      'settle-uploads': task((payload: { signalIds: string[] }) => settleUploads(settling, payload)),
      'settle-expired': task(() => settleExpired(settling)),
      'retro-match': task(async (payload: { jobId: string }) => {
        await loading
        await retroMatch({ ...settling, seen }, payload)
      }),
      'deliver-decision': task((payload: { deliveryId: string }) =>
        deliverDecision({ ...deps, allowPrivateCallbacks: config.allowPrivateCallbacks }, payload),
      ),
      'remove-raw-files': task(({ names }: { names: string[] }) => removeOutdated(deps, names)),
      'empty-bank': task((payload: { bankId: number }) => emptyBank(deps, payload)),
      'fetch-exchanges': task(() => fetchExchanges(deps)),
      'fetch-exchange': task((payload: { name: string }) => fetchExchange({ ...deps, index, fetching }, payload)),
      'content-clocks': task(async () => {
        await runContentClocks(deps)
        await sweepTemporary()
        await seen.forget()
      }),
      'content-snapshot': task(async () => {
        await index.forget()
        await index.save()
      }),
    } satisfies Record<string, Task>,
    cron: [
      { task: 'settle-expired', match: '*/5 * * * *' },
      { task: 'fetch-exchanges', match: '*/5 * * * *' },
      { task: 'content-clocks', match: '*/15 * * * *' },
      { task: 'content-snapshot', match: '41 * * * *' },
    ],
    routes(app: App): void {
      bankRoutes(app, { ...deps, index })
      itemRoutes(app, { ...deps, index })
      hashRoutes(app, { ...deps, ...hashing })
      matchRoutes(app, { ...deps, ...hashing, index })
      remoteRoutes(app, { ...deps, index, probes: new ProbeWatch() })
      uploadRoutes(app, taking)
      uploadCaseRoutes(app, { ...deps, gateway })
      lookingRoutes(app, { ...deps, hasher })
      retroRoutes(app, deps)
      incidentRoutes(app, deps)
      rateRoutes(app, deps)
      labelRoutes(app, deps)
      hmaRoutes(app, {
        ...{ ...deps, ...hashing, index },
        authentication: { ...deps, coverMinutes: config.coverMinutes },
        access: config.hma,
      })
    },
  }
}
