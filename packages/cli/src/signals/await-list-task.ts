import type { ListTask } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import type { NodeClient } from '../command/node-client.ts'
import { progressBar } from '../command/output.ts'

const everyMs = 500
const phases = { reading: 'reading', comparing: 'comparing', trying: 'counting hits', writing: 'writing' }

/**
 * Returns the result of a preview or an import. If the node answered that it goes on in the background, waits for its
 * end and shows the progress. Interrupting the command does not interrupt the node. Fails with the problem of the task.
 */
export async function awaitListTask<T extends object>(client: NodeClient, answer: T | ListTask): Promise<T> {
  if (!isTask(answer)) return answer
  const path = `/v1/lists/${answer.kind}s/${answer.id}`
  for (let bar = progressBar(answer.kind), phase = answer.phase, now: T | ListTask = answer; ; ) {
    if (!isTask(now)) {
      bar.end()
      return now
    }
    if (now.state === 'done') {
      bar.end()
      return (now as ListTask & { report: T }).report
    }
    if (now.problem !== null) throw new CommandFailure(now.problem.code, now.problem.detail)
    if (now.state === 'cancelled') throw new CommandFailure('task-cancelled', 'Somebody cancelled it on the node.')
    if (now.phase !== phase) {
      bar.end()
      phase = now.phase
      bar = progressBar(phase === null ? now.kind : phases[phase])
    }
    if (now.total !== null) bar.update(now.done, now.total)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    now = await client.call<T | ListTask>('GET', path)
  }
}

const isTask = (answer: object): answer is ListTask => 'kind' in answer && 'state' in answer
