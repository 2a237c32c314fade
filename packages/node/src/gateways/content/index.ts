import { signalsChangedTopic } from '../../exchange/jobs.ts'
import { MediaHasher, sweepTemporary } from '../../media/index.ts'
import { defineModule } from '../../module.ts'
import { type GatewayDeps, type GatewayModule, gatewaysOf } from '../../pipeline/gateway/gateway.ts'
import { decisionMadeTopic } from '../../pipeline/jobs/jobs.ts'
import { removeOutdated } from '../../pipeline/read/remove-outdated.ts'
import { recordParts, uniqueTokens, withHolds, withoutClock } from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import { bankRoutes } from './banks/routes.ts'
import { uploadCaseRoutes } from './cases/routes.ts'
import { emptyBank, runContentClocks } from './clocks.ts'
import { deliverDecision } from './decisions/deliver-decision.ts'
import { fetchExchange, fetchExchanges } from './exchanges/fetch-exchange.ts'
import { FloodWatch } from './floods/flood-watch.ts'
import { createContentGateway } from './gateway.ts'
import { hashRoutes } from './hash/routes.ts'
import { hmaRoutes } from './hma/routes.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { createContentIndex } from './index/content-index.ts'
import { SearchPool } from './index/search/search-pool.ts'
import { itemClasses } from './items/read-items.ts'
import { itemRoutes } from './items/routes.ts'
import { keepLabelSchemes } from './labels/label-schemes.ts'
import { labelRoutes } from './labels/routes.ts'
import { matchRoutes } from './match/routes.ts'
import { noteOpinions } from './opinions/note-opinions.ts'
import { opinionRoutes } from './opinions/routes.ts'
import { rateRoutes } from './rates/routes.ts'
import { ProbeWatch } from './remote/probe-watch.ts'
import { remoteRoutes } from './remote/routes.ts'
import { retroMatch } from './retro/retro-match.ts'
import { retroRoutes } from './retro/routes.ts'
import { createSeenIndex } from './retro/seen-index.ts'
import { followAll, followSignals, matchEarlierUploads } from './shared/follow-signals.ts'
import {
  contentClocksJob,
  contentSnapshotJob,
  deliverDecisionJob,
  emptyBankJob,
  fetchExchangeJob,
  fetchExchangesJob,
  matchExpiredJob,
  matchUploadJob,
  matchUploadsAgainJob,
  removeRawFilesJob,
  retroMatchJob,
} from './store/jobs.ts'
import { matchUpload } from './uploads/match-upload.ts'
import { matchExpired, matchUploadsAgain } from './uploads/match-uploads-again.ts'
import { uploadRoutes } from './uploads/routes.ts'
import type { TakeDeps } from './uploads/take-upload.ts'
import { uploadClasses } from './uploads/upload-row.ts'
import { viewingRoutes } from './viewing/routes.ts'

// Order of the folders; each imports only folders before it, and this one wires them:
// store, signals < labels, index, originals < banks < items < exchanges, shared, hash < match < floods, hma, remote
// < uploads < opinions, decisions, retro, viewing < cases. `incidents` and `rates` import none.

/** Videos that are decoded or wait for it at once. A video takes seconds to minutes, and its sender waits for the answer. */
const mostVideos = { total: 32, each: 24 }

/** The content gateway as a module of the node: banks, their index, uploads, exchanges with other services. */
export async function createContentModule(deps: GatewayDeps): Promise<GatewayModule> {
  const { log, settings } = deps
  await deps.db.transaction().execute((db) => keepLabelSchemes({ db }))
  const pool = new SearchPool({ threads: settings.searchThreads })
  const index = createContentIndex({ ...deps, pool })
  const seen = createSeenIndex({ ...deps, pool })
  const hasher = new MediaHasher({ videos: mostVideos })
  const fetching = settings.fetching === null ? null : { ...settings.fetching, maxBytes: hasher.limits.videoBytes }
  // Sources of hashes are outside: an approved internal network is for content.
  const ofSources = settings.fetching === null ? null : { hosts: settings.fetching.hosts }
  const hashing = { hasher, fetching }
  const comparing = { ...deps, index, flood: new FloodWatch() }
  const gateway = createContentGateway(comparing, async (signalIds, cause) => {
    await matchUploadsAgain(matching, { signalIds })
    // Changes that are compared together may include the change of an agreement.
    if (cause === 'agreement-changed' || cause === 'signals-changed') await matchEarlierUploads(deps, signalIds)
  })
  const matching = { ...comparing, gateway }
  const taking: TakeDeps = {
    ...matching,
    ...hashing,
    seen(uploadId) {
      if (!index.ready) return
      seen.add(uploadId).catch((error: unknown) => log.error({ event: 'seen.failed', error: String(error) }))
    },
  }
  // The node starts without waiting for ten million signals: until they are loaded, uploads are received and matched
  // later.
  const loading = (async () => {
    await index.load()
    await seen.load()
    await followAll(deps)
  })().catch((error: unknown) => log.error({ event: 'index.load-failed', what: 'content', error: String(error) }))

  return {
    gateway,
    ...defineModule({
      name: 'content',
      records: [
        { table: 'upload', id: 'id', classes: uploadClasses },
        { table: 'bank_item', id: 'id', classes: itemClasses },
      ],
      sealed: [
        {
          ...{ table: 'upload', columns: recordParts, tokens: ['ref', 'account'], ...uniqueTokens },
          clocks: withHolds('upload'),
        },
        ...['bank_item', 'item_opinion'].map((table) => ({ table, columns: recordParts })),
        { table: 'content_delivery', columns: recordParts, clocks: withHolds('upload', 't', 't.upload_id') },
        { table: 'upload_original', columns: { raw: 'raw', preview: 'raw' }, file: 'raw_file' },
        { table: 'seen_hash', columns: { raw: 'raw' }, id: 't.upload_id' },
        {
          table: 'item_signal',
          columns: { raw: 'raw' },
          id: 't.signal_id',
          owner: { table: 'signal', key: 'signal_id' },
        },
        { table: 'exchange_credential', columns: { raw: 'raw' }, ...withoutClock },
      ],
      jobs: [
        doJob(matchUploadJob, (request) => matchUpload(matching, request)),
        doJob(matchUploadsAgainJob, (request) => matchUploadsAgain(matching, request)),
        doJob(matchExpiredJob, () => matchExpired(matching)),
        doJob(retroMatchJob, async (request) => {
          await loading
          await retroMatch({ ...matching, seen }, request)
        }),
        doJob(deliverDecisionJob, (request) =>
          deliverDecision({ ...deps, allowPrivateCallbacks: settings.allowPrivateCallbacks }, request),
        ),
        doJob(removeRawFilesJob, ({ names }) => removeOutdated(deps, names)),
        doJob(emptyBankJob, (request) => emptyBank(deps, request)),
        doJob(fetchExchangesJob, () => fetchExchanges(deps)),
        doJob(fetchExchangeJob, (request) => fetchExchange({ ...deps, index, fetching: ofSources }, request)),
        doJob(contentClocksJob, async () => {
          await runContentClocks(deps)
          await sweepTemporary()
          await seen.forget()
        }),
        doJob(contentSnapshotJob, async () => {
          await index.forget()
          await index.save()
        }),
      ],
      follows: [
        // Uploads are compared with the signals as they are now.
        doJob(signalsChangedTopic, async ({ signalIds }) => {
          await followSignals(deps, signalIds)
          await index.catchUp()
        }),
        doJob(decisionMadeTopic, (request) => noteOpinions(deps, request)),
      ],
      schedules: [
        { job: matchExpiredJob.name, match: '*/5 * * * *' },
        { job: fetchExchangesJob.name, match: '*/5 * * * *' },
        { job: contentClocksJob.name, match: '*/15 * * * *' },
        { job: contentSnapshotJob.name, match: '41 * * * *' },
      ],
      routes(app) {
        bankRoutes(app, { ...deps, index })
        itemRoutes(app, { ...deps, index })
        opinionRoutes(app, { ...deps, index })
        hashRoutes(app, { ...deps, ...hashing })
        matchRoutes(app, { ...deps, ...hashing, index })
        remoteRoutes(app, { ...deps, index, probes: new ProbeWatch() })
        uploadRoutes(app, taking)
        uploadCaseRoutes(app, { ...deps, gateways: gatewaysOf([gateway]) })
        viewingRoutes(app, { ...deps, hasher })
        retroRoutes(app, deps)
        incidentRoutes(app, deps)
        rateRoutes(app, deps)
        labelRoutes(app, deps)
        hmaRoutes(app, {
          ...{ ...deps, ...hashing, index },
          authentication: { ...deps, coverMinutes: settings.coverMinutes, cookieName: () => '' },
          access: settings.hma,
          trustProxy: settings.trustProxy,
        })
      },
      async stop() {
        await loading
        await index.stop()
        await pool.close()
        await hasher.close()
      },
    }),
  }
}
