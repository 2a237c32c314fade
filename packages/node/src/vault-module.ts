import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { defineModule } from './module.ts'
import type { Database } from './safeguards/access/access-store.ts'
import { endDays } from './safeguards/vault/end-days.ts'
import type { Vault } from './safeguards/vault/open-vault.ts'
import { renewEpoch } from './safeguards/vault/renew-epoch.ts'
import { readPlainProgress, sealPlain } from './safeguards/vault/seal-plain.ts'
import type { SealedColumns } from './safeguards/vault/sealed-columns.ts'
import type { RawFiles } from './safeguards/vault/walk-sealed.ts'
import { defineJob, doJob, enqueueJobs } from './store/define-job.ts'

const keepKeysJob = defineJob('keep-keys', z.object({}))
const sealPlainJob = defineJob('seal-plain', z.object({}), { priority: 20 })

/** Creates the module that keeps the keys of the vault: epochs, the ends of days, and sealing what an older release left unsealed. */
export function createVaultModule(deps: {
  vault: Vault
  pool: pg.Pool
  db: Database
  files: RawFiles
  clock: () => Date
  log: Logger
  /** All sealed values of the node. */
  tables: () => readonly SealedColumns[]
}) {
  const { pool, vault } = deps
  const walking = { ...deps, codec: vault.codec }
  // Runs of this job follow each other in a queue of their own, so that messages keep a worker. One waits at most.
  const { name, priority } = sealPlainJob
  const enqueue = () =>
    enqueueJobs([{ task: name, payload: {}, options: { queue: name, jobKey: name, priority } }]).execute(deps.db)
  return defineModule({
    name: 'vault',
    jobs: [
      doJob(keepKeysJob, async () => {
        await renewEpoch({ ...deps, epochs: vault.epochs })
        await endDays(walking, deps.tables())
      }),
      doJob(sealPlainJob, async () => {
        const { done } = await sealPlain(walking, deps.tables())
        if (!done) await enqueue()
      }),
    ],
    schedules: [{ job: keepKeysJob.name, match: '25 * * * *' }],
    async start() {
      if (!(await readPlainProgress(pool)).done) await enqueue()
    },
  })
}
