import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../app/api.ts'
import { keyOf } from '../../../../app/query.ts'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import styles from '../../../../parts/message-lines.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { ProblemError } from '../../../../parts/problem-error.ts'
import { visibleControls } from '../../messages/mark-segment.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

/** Shows the acknowledgement of a message as sent. */
export function AnswerView({ id }: { id: string }) {
  const path = `/v1/travel/messages/${id}/acknowledgement`
  const answer = useQuery({ queryKey: keyOf(path), queryFn: ({ signal }) => api.text(path, { signal }) })
  if (answer.error instanceof ProblemError && answer.error.code === 'no-acknowledgement') {
    return <EmptyState title={text('travel.message.answer.none')} next={text('travel.message.answer.noneNext')} />
  }
  if (answer.error) {
    return (
      <div className={classes.padded}>
        <ProblemCard error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    )
  }
  if (answer.data === undefined) return <Loading rows={8} height={22} />
  // Each segment is on its own line, even if the sender does not break lines.
  const lines = answer.data.split(/(?<=')\r?\n?|\r?\n/).filter((line) => line !== '')
  return (
    <ol dir="ltr" className={styles.raw}>
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed answer
        <li key={place}>
          <div className={styles.line}>
            <span className={styles.number}>{place + 1}</span>
            <code>{visibleControls(line)}</code>
          </div>
        </li>
      ))}
    </ol>
  )
}
