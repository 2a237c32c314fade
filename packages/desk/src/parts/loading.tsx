import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { text } from '../texts/text.ts'

const quietMs = 200

/** Shows placeholder rows of the final height while a list is loading, but nothing in the first 200 ms. */
export function Loading({ rows, height }: { rows: number; height: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true" style={{ padding: '8px 14px' }}>
      <span className="visually-hidden" role="status">
        {shown ? text('page-parts.loading') : ''}
      </span>
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
          <Skeleton key={row} height={height - 12} mb={12} radius={4} animate={false} />
        ))}
    </div>
  )
}
