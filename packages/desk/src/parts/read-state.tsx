import { Loading } from './loading.tsx'
import { ProblemCard } from './problem-card.tsx'

/** A request to the node: pending, answered or failed. */
export interface Read {
  data?: unknown
  error: Error | null
  isPending: boolean
  refetch: () => unknown
}
interface Props {
  read: Read
  /** Number and height of the placeholder rows while the request is pending. */
  rows: number
  height?: number
}

/** Shows that a request is pending, or why it failed, with a button to retry. Shows nothing after it succeeded. */
export function ReadState({ read, rows, height = 34 }: Props) {
  return (
    <>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={rows} height={height} />}
    </>
  )
}
