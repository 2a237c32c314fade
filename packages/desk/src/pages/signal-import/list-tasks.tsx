import type { ListTask } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { useNow } from '../../parts/clock.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { Progress } from '../../parts/progress.tsx'
import { text } from '../../texts/text.ts'
import { clockHere } from '../../texts/times.ts'
import classes from './signal-import.module.css'

/** Finished tasks that are still listed. */
const shown = 4
/** A preview can be imported for this time. */
const previewMs = 30 * 60_000

/** Reads the previews, imports and rollbacks of a list. The list is read again when one of them ends. */
export function useListTasks(list: string | undefined): ListTask[] {
  const read = useRead<{ items: ListTask[] }>(
    '/v1/lists/tasks',
    { list: list ?? null },
    { enabled: list !== undefined },
  )
  const items = read.data?.items ?? []
  const open = items.filter(isOpen).length
  const before = useRef(open)
  useEffect(() => {
    if (open < before.current) markStale('/v1/lists', `/v1/lists/${list}`, '/v1/signals')
    before.current = open
  }, [open, list])
  return items
}

export const isOpen = (task: ListTask): boolean => task.finishedAt === null

/** Shows the running tasks of a list with their progress, and those that ended lately with a link or a reason. */
export function ListTasks({ tasks }: { tasks: readonly ListTask[] }) {
  const open = tasks.filter(isOpen)
  // A preview that was imported needs no link.
  const imported = new Set(tasks.filter(({ state }) => state === 'done').map(({ preview }) => preview))
  const ended = tasks.filter((task) => !isOpen(task) && !imported.has(task.id)).slice(0, shown)
  if (tasks.length === 0) return null
  return (
    <section className={classes.tasks} aria-label={text('signal-lists.tasks.title')}>
      {open.map((task) => (
        <RunningTask key={task.id} task={task} />
      ))}
      {ended.length > 0 && (
        <div role="status">
          <ul>
            {ended.map((task) => (
              <EndedTask key={task.id} task={task} />
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** Shows the progress of a task, with a button that cancels it. */
export function RunningTask({ task }: { task: ListTask }) {
  const [error, setError] = useState<Error | null>(null)
  const cancel = async (): Promise<void> => {
    setError(null)
    try {
      await api.post<ListTask>(`/v1/lists/${task.kind}s/${task.id}/cancel`, {})
    } catch (problem) {
      setError(problem as Error)
    }
    markStale('/v1/lists/tasks', `/v1/lists/previews/${task.id}`)
  }
  const label = [
    text(`signal-lists.tasks.running.${task.kind}`),
    task.phase && text(`signal-lists.tasks.phase.${task.phase}`),
  ]
    .filter(Boolean)
    .join(': ')
  return (
    <div>
      <div className={classes.task}>
        {task.state === 'running' && task.total === null ? (
          <p role="status">{label}</p>
        ) : (
          <Progress
            label={label}
            done={task.done}
            total={task.total}
            startedAt={null}
            counted={(done, total) =>
              text(task.phase === 'trying' ? 'signal-lists.tasks.people' : 'signal-lists.tasks.counted', {
                done,
                total,
              })
            }
          />
        )}
        <Button variant="default" h={30} onClick={() => void cancel()}>
          {text('signal-lists.tasks.cancel')}
        </Button>
      </div>
      {error && <ProblemCard error={error} />}
    </div>
  )
}

function EndedTask({ task }: { task: ListTask }) {
  const now = useNow(10_000)
  const at = task.finishedAt ?? task.askedAt
  const isPreview = task.kind === 'preview' && task.state === 'done'
  const isUsable = isPreview && Date.parse(at) + previewMs > now
  if (isPreview && !isUsable) return null
  return (
    <li>
      {text(`signal-lists.tasks.ended.${task.kind}`, {
        state: task.state,
        at: clockHere(at),
      })}{' '}
      {task.problem && <bdi>{task.problem.detail}</bdi>}
      {isUsable && <GoLink to={paths.signalImport(task.id)}>{text('signal-lists.tasks.effects')}</GoLink>}
    </li>
  )
}
