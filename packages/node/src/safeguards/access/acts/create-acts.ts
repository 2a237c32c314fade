import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { defineJob, doJob } from '../../../store/define-job.ts'
import type { Database } from '../access-store.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import type { CoreDeps } from '../core-deps.ts'
import type { App } from '../http.ts'
import type { ActType } from './act-type.ts'
import { presentSignature, type Signatures, type SigningDeps } from './present-signature.ts'
import type { FindRecord } from './read-acts.ts'
import { actRoutes } from './routes.ts'
import { openVerifier } from './verify-waiting.ts'

interface ActModuleDeps extends Pick<CoreDeps, 'store'>, SigningDeps {
  log: Logger
  /** How the verifier connects to the database; null if another process verifies. */
  verifier: pg.PoolConfig | null
  types: readonly ActType[]
  findRecord: FindRecord
  scheduled: boolean
}

const waitingActsJob = defineJob('waiting-acts', z.object({}))
/** An act that waits longer than this for its verification raises an alarm. */
const mostWaitingMs = 60_000
/** An act can be signed for five minutes, and a request may be late. */
const keptUnsignedMs = 10 * 60_000

/** Assembles the module of signed acts: their routes, the check of a signature, and the verifier unless another process verifies. */
export function createActModule(deps: ActModuleDeps) {
  const { clock } = deps
  const verifier = deps.verifier === null ? null : openVerifier({ ...deps, connection: deps.verifier })
  const signatures: Signatures = {
    async run(request, signed, act) {
      const signature = await presentSignature(deps, request, signed)
      const result = await act(signature)
      if (signature !== null) verifier?.wake()
      return result
    },
  }
  return {
    signatures,
    name: 'acts',
    jobs: [
      doJob(waitingActsJob, async () => {
        await deleteUnsigned(deps.db, clock())
        await alarmIfWaiting(deps.db, clock())
      }),
    ],
    schedules: [{ job: waitingActsJob.name, match: '* * * * *' }],
    routes: (app: App) => actRoutes(app, deps),
    start: async () => verifier?.start(),
    stop: async () => verifier?.stop(),
  }
}

/** Deletes acts that nobody signed in time, with their content. */
async function deleteUnsigned(db: Database, now: Date): Promise<void> {
  await db
    .deleteFrom('asked_act')
    .where('at', '<', new Date(now.getTime() - keptUnsignedMs))
    .execute()
}

/** Raises an alarm if acts wait for a verifier that does not run. */
async function alarmIfWaiting(db: Database, now: Date): Promise<void> {
  const waiting = await db
    .selectFrom('signed_act as s')
    .select('s.id')
    .where('s.method', '=', 'passkey')
    .where('s.at', '<', new Date(now.getTime() - mostWaitingMs))
    .where('s.at', '>', new Date(now.getTime() - 86_400_000))
    .where((e) =>
      e.not(e.exists(e.selectFrom('verified_act as v').select('v.act_id').whereRef('v.act_id', '=', 's.id'))),
    )
    .limit(1)
    .executeTakeFirst()
  if (waiting !== undefined) await announceOnce(db, 'acts-waiting', 'acts:verifier', now)
}
