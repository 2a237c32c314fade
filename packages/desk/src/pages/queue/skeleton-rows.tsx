import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { text } from '../../texts/text.ts'
import classes from './queue.module.css'

/** Twelve rows in the final geometry, after 200 ms: a fast answer never flickers. */
export function SkeletonRows() {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <tbody>
      {Array.from({ length: 12 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal rows
        <tr key={place} className={classes.row}>
          <td colSpan={6}>
            {place === 0 && <span className="visually-hidden">{text('queue.loading')}</span>}
            <Skeleton h={12} w={`${42 + ((place * 17) % 40)}%`} animate={false} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}
