import { text } from '../texts/text.ts'
import { EmptyState } from './empty-state.tsx'
import { Loading } from './loading.tsx'
import { ProblemCard } from './problem-card.tsx'
import { problemOf } from './problem-error.ts'

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

/** The values that a page takes from its address. */
const ofAddress = new Set(['/id', '/kind'])
/** Tests whether the node refused a value of the page's address, such as an id that is none. Trying again does not help. */
function isWrongAddress(error: Error): boolean {
  const problem = problemOf(error)?.problem
  const faults = problem?.code === 'body-invalid' ? (problem.errors ?? []) : []
  return faults.length > 0 && faults.every(({ at }) => ofAddress.has(at))
}

/**
 * Shows that a request is pending, or why it failed, with a button to retry, or that the address of the page is wrong. Shows nothing after it
 * succeeded.
 */
export function ReadState({ read, rows, height = 34 }: Props) {
  if (read.error && isWrongAddress(read.error))
    return <EmptyState title={text('problems.wrongAddress')} next={text('problems.wrongAddressNext')} />
  return (
    <>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={rows} height={height} />}
    </>
  )
}
