import { defineModule } from '../../module.ts'
import type { Signatures } from '../../safeguards/access/acts/present-signature.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Budget } from '../../safeguards/governor/budget.ts'
import {
  endingAfter,
  ofSignal,
  recordParts,
  uniqueTokens,
  withoutClock,
} from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import { runAgreementClocks } from '../agreements/clocks.ts'
import { agreementRoutes } from '../agreements/routes.ts'
import { agreementClocksJob, askFalsePositivesJob } from '../jobs.ts'
import { accessRoute } from '../signals/access-route.ts'
import { askStored, followLists, reportUnusable } from '../signals/false-positives/ask-stored.ts'
import { falsePositiveRoutes } from '../signals/false-positives/routes.ts'
import { releaseRoutes } from '../signals/release-routes.ts'

/** Assembles the routes and jobs of agreements, signal release, lists of false positives, and access decisions. */
export const createAgreementModule = (deps: CoreDeps & { listWrites: Budget; signatures: Signatures }) =>
  defineModule({
    name: 'agreements',
    sealed: [
      { table: 'signal', columns: recordParts, tokens: ['value_key'], ...uniqueTokens },
      {
        ...{ table: 'selector_index', columns: {}, tokens: ['hash'], id: 't.owner_id' },
        ...{ tokensEndless: true, ...withoutClock, where: "t.owner_type = 'signal'" },
      },
      {
        ...{ table: 'false_positive_override', columns: {}, tokens: ['value_hash'] },
        ...{ ...withoutClock, ...uniqueTokens },
      },
      { table: 'signal_version', columns: recordParts, id: 't.signal_id', ...ofSignal },
      // The acts that release a signal. The module of cases has those about cases.
      ...['signed_act', 'asked_act'].map((table) => ({ table, columns: recordParts, ...ofSignal })),
      { table: 'list_task', columns: { body: 'raw', b: 'b' }, clocks: endingAfter('t.asked_at', '4 days') },
      { table: 'import_preview', columns: { body: 'raw', b: 'b' }, clocks: endingAfter('t.expires_at', '4 days') },
    ],
    jobs: [
      doJob(agreementClocksJob, async () => {
        await runAgreementClocks(deps)
        await followLists(deps)
      }),
      doJob(askFalsePositivesJob, (request) => askStored(deps, request)),
    ],
    start: () => reportUnusable(deps),
    schedules: [{ job: agreementClocksJob.name, match: '11 4 * * *' }],
    routes(app) {
      accessRoute(app, deps)
      agreementRoutes(app, deps)
      falsePositiveRoutes(app, deps)
      releaseRoutes(app, deps)
    },
  })
