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
  /** Rows that stand for the answer while it is awaited, and their height. */
  rows: number
  height?: number
}

/** Shows that an answer is awaited, or why there is none, with a button to ask again. Nothing once it is there. */
export function ReadState({ read, rows, height = 34 }: Props) {
  return (
    <>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={rows} height={height} />}
    </>
  )
}
