import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob, doJob } from '../../store/define-job.ts'
import type { Signatures } from '../access/acts/present-signature.ts'
import { announceToOversight } from '../access/announce-to-oversight.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import type { App } from '../access/http.ts'
import { systemAccess } from '../access/system.ts'
import { oversightFileRoutes } from './routes.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock'> & { signatures: Signatures }

const sealedFilesJob = defineJob('sealed-files', z.object({}))

/** Assembles the module of what only oversight reads. Once a day it says that reports came, and deletes what is three years old. */
export const createOversightFileModule = (deps: Deps) => ({
  name: 'oversight-files',
  jobs: [doJob(sealedFilesJob, () => countReports(deps))],
  // After midnight, so the time of the alarm says nothing about the time of a report.
  schedules: [{ job: sealedFilesJob.name, match: '20 0 * * *' }],
  routes: (app: App) => oversightFileRoutes(app, deps),
})

/** Raises an alarm about the reports of the day before, and deletes files that nobody may keep longer. */
async function countReports(deps: Deps): Promise<void> {
  const intent = { action: 'record.write', type: 'file.delete', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<{ day: string }>`
      select day::text from oversight_file where kind = 'report' and day = (${tx.now}::timestamptz at time zone 'UTC')::date - 1 limit 1`.execute(
      tx.db,
    )
    for (const { day } of rows) {
      const known = await tx.db
        .selectFrom('alarm')
        .select('id')
        .where('code', '=', 'reports-received')
        .where('ref', '=', `reports:${day}`)
        .executeTakeFirst()
      if (known === undefined) await announceToOversight(tx.db, 'reports-received', `reports:${day}`, tx.now)
    }
    await sql`delete from oversight_file where day < (clock_timestamp() at time zone 'UTC')::date - 1096`.execute(tx.db)
  })
}
