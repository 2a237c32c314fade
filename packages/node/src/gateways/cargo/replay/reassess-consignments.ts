import { cargoVocabulary } from '@entente/contracts'
import { z } from 'zod'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import { inBackground } from '../../../pipeline/match/in-background.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { defineJob } from '../../../store/define-job.ts'
import { isOpen } from '../consignments/status-of.ts'

const Reassess = z.object({
  cause: z.string().max(40),
  since: z.iso.datetime(),
  /** The last consignment that was taken, in the order of ids. */
  after: z.uuid().nullable(),
})
type Reassess = z.infer<typeof Reassess>

/** Assesses the consignments again that changed since a time and are neither cancelled nor closed, in parts. */
export const reassessConsignmentsJob = defineJob('reassess-consignments', Reassess, { priority: 10 })

const atOnce = 500

/** Enqueues the reassessment of consignments that changed since a time. */
export function askReassessment(access: AccessStore, since: string): Promise<{ since: string }> {
  const intent = {
    action: 'message.reread',
    type: 'record.read',
    details: { part: 'reassess' },
    impersonal: true,
  } as const
  return access.transaction(intent, async (tx) => {
    tx.note({ since })
    await enqueue(tx, { cause: 'asked', since, after: null })
    return { since }
  })
}

/** A second run for the same time replaces one that waits. */
const enqueue = (tx: Tx, payload: Reassess): Promise<void> =>
  tx.enqueue(reassessConsignmentsJob, payload, {
    jobKey: `reassess:${payload.since}:${payload.after ?? ''}`,
    queue: 'rematch',
  })

/** After a decision about goods: assesses them again, because the decision changes their lane. */
export function reassessDecided(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { decisionId }: { decisionId: string },
): Promise<void> {
  return inBackground(deps, async (tx) => {
    const decided = await tx.db
      .selectFrom('decision as d')
      .innerJoin('case_file as c', 'c.id', 'd.case_id')
      .select('c.subject_id')
      .where('d.id', '=', decisionId)
      .where('c.gateway', '=', cargoVocabulary.kind)
      .executeTakeFirst()
    if (decided === undefined) return
    await tx.enqueue(matchSubjectsJob, { gateway: cargoVocabulary.kind, subjectIds: [decided.subject_id] })
  })
}

/** Task of the job: enqueues the comparison of one part, and itself for the rest, in one transaction. */
export function reassessConsignments(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { cause, since, after }: Reassess,
): Promise<void> {
  return inBackground(deps, async (tx) => {
    let query = tx.db
      .selectFrom('cargo_consignment')
      .select('id')
      .where('changed_at', '>=', new Date(since))
      .where('state', '<>', 'cancelled')
      .where(isOpen('cargo_consignment'))
      .where('version', '>', 0)
      .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
      .orderBy('id')
      .limit(atOnce)
    if (after !== null) query = query.where('id', '>', after)
    const ids = (await query.execute()).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await tx.enqueue(matchSubjectsJob, { gateway: cargoVocabulary.kind, subjectIds: ids }, { queue: 'rematch' })
    if (ids.length === atOnce) await enqueue(tx, { cause, since, after: last })
  })
}
