import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { type Read, ReadState } from './read-state.tsx'

interface Props {
  /** The query. `more` reads the next page; it is null on the last page. `loadingMore` is true while it is read. */
  read: Read & { more?: (() => void) | null; loadingMore?: boolean }
  rows: readonly unknown[]
  /** Whether the list has nothing. Default: no row is shown. A list that shows new rows on request is not empty while rows wait. */
  isEmpty?: boolean
  /** Number and height of the placeholder rows while the list is loading. */
  awaited: number
  height?: number
  /** Texts for an empty list, and the button that clears its filters. */
  empty: {
    title: string
    next?: ReactNode
    links?: { to: string; label: string }[]
    clear?: { label: string; act: () => void } | null
  }
  /** Label of the button that reads the next page. */
  moreLabel?: string
  /** The rows, rendered if there is at least one. */
  children: ReactNode
}

/** Shows a list that is loading, failed, empty or loaded, with a button for its next page. */
export function ListBody({
  read,
  rows,
  isEmpty = rows.length === 0,
  awaited,
  height,
  empty,
  moreLabel,
  children,
}: Props) {
  const { clear, ...words } = empty
  return (
    <>
      <ReadState read={read} rows={awaited} {...(height !== undefined && { height })} />
      {read.data !== undefined && isEmpty && (
        <EmptyState {...words}>
          {clear && (
            <Button variant="default" h={30} onClick={clear.act}>
              {clear.label}
            </Button>
          )}
        </EmptyState>
      )}
      {rows.length > 0 && children}
      {read.more && (
        <Button
          variant="default"
          h={30}
          m={12}
          style={{ justifySelf: 'start' }}
          onClick={read.more}
          loading={read.loadingMore ?? false}
        >
          {moreLabel}
        </Button>
      )}
    </>
  )
}
