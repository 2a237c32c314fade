import type { RunningNode } from '@entente/node'

/** Starts a job of a node whose schedules are off. */
export async function startJob({ db }: Pick<RunningNode, 'db'>, job: string): Promise<void> {
  await db.selectNoFrom((e) => e.fn('graphile_worker.add_job', [e.val(job)]).as('job')).execute()
}
