import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { type Read, ReadState } from './read-state.tsx'

interface Props {
  /** `more` reads the next page; null on the last one. */
  read: Read & { more?: (() => void) | null }
  rows: readonly unknown[]
  /** Rows that stand for the answer while it is awaited, and their height. */
  awaited: number
  height?: number
  /** Texts of the empty list, and the button that clears its filters. */
  empty: {
    title: string
    next?: ReactNode
    links?: { to: string; label: string }[]
    clear?: { label: string; act: () => void } | null
  }
  /** On the button that reads the next page. */
  moreLabel?: string
  /** The rows, drawn where there is one. */
  children: ReactNode
}

/** A list of the node: awaited, failed, empty or drawn, with a button for its next page. */
export function ListBody({ read, rows, awaited, height, empty, moreLabel, children }: Props) {
  const { clear, ...words } = empty
  return (
    <>
      <ReadState read={read} rows={awaited} {...(height !== undefined && { height })} />
      {read.data !== undefined && rows.length === 0 && (
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
        <Button variant="default" h={30} m={12} style={{ justifySelf: 'start' }} onClick={read.more}>
          {moreLabel}
        </Button>
      )}
    </>
  )
}
