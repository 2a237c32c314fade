import type { ImportReport, ListImport, ListTask } from '@entente/contracts'
import { answerOf } from './answer-of.ts'
import type { SignedIn } from './sign-in.ts'

/** A large list takes minutes on a small machine. */
const mostMs = 900_000
const firstPauseMs = 25
const longestPauseMs = 500

type Answer = Awaited<ReturnType<SignedIn['call']>>

/**
 * Returns the answer to a preview, import or rollback of a list. If it is a task in the background (202), waits until the
 * task has ended, and then returns the answer of its address: the preview, or the import with its report.
 */
export async function endOfListTask(person: Pick<SignedIn, 'call'>, asked: Promise<Answer>): Promise<Answer> {
  let answer = await asked
  const path = answer.status === 202 ? answer.headers.get('location') : null
  if (path === null) return answer
  // Each look costs the node some work, so a long task is looked at less often.
  const started = Date.now()
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 1.5)) {
    answer = await person.call('GET', path)
    const { state } = answer.body as Partial<ListTask>
    if (state !== 'waiting' && state !== 'running') break
    if (Date.now() - started > mostMs) throw new Error(`not within ${mostMs / 1000} s: end of ${path}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return answer
}

/** Previews and imports a file into a list, small or large. Throws if it is refused. Returns the report. */
export async function importIntoList(
  person: Pick<SignedIn, 'call'>,
  listId: string,
  bytes: Uint8Array,
): Promise<{ created: number; refused: unknown[] }> {
  const preview = endOfListTask(person, person.call('POST', `/v1/lists/${listId}/preview`, bytes))
  const { previewId } = await answerOf<{ previewId: string }>(preview)
  const ended = await answerOf<ImportReport & Partial<ListImport>>(
    endOfListTask(person, person.call('POST', `/v1/lists/${listId}/import`, { previewId })),
  )
  if (ended.problem) throw new Error(`the import failed: ${ended.problem.code}`)
  return ended.report ?? ended
}
