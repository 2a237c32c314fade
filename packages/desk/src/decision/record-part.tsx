import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'
import type { Floor } from './use-floor.ts'

interface Props {
  /** What the button says; null while nothing is chosen. */
  act: string | null
  /** What happens then, in a sentence. */
  under: string | null
  adverse: boolean
  /** Why nothing can be recorded now, whatever is chosen. */
  blocked: string | null
  busy: boolean
  floor: Floor
  onRecord: () => void
  /** What is missing, after a try. */
  missing: string | null
  children?: ReactNode
}

/** The last part of the column, which never scrolls away: the button, its consequence, the floor. */
export function RecordPart({ act, under, adverse, blocked, busy, floor, onRecord, missing, children }: Props) {
  const off = act === null || blocked !== null || floor.left > 0
  return (
    <div className={classes.record}>
      <Button
        fullWidth
        h={36}
        onClick={onRecord}
        disabled={off}
        loading={busy}
        aria-keyshortcuts="Control+Enter"
        {...(adverse && !off && { variant: 'outline', color: 'bad' })}
      >
        {act ?? text('decision.choose')}
      </Button>
      {missing && (
        <p className={classes.fault} role="alert">
          {missing}
        </p>
      )}
      {blocked !== null ? (
        <p className={classes.under}>{blocked}</p>
      ) : floor.left > 0 ? (
        <p className={classes.under}>{text('decision.floor', { seconds: floor.left })}</p>
      ) : (
        under && <p className={classes.under}>{under}</p>
      )}
      {children}
      <FloorBar floor={floor} />
      <FloorReached left={floor.left} />
    </div>
  )
}

function FloorBar({ floor }: { floor: Floor }) {
  if (floor.left <= 0) return null
  return (
    <span className={classes.floor} aria-hidden="true">
      <span style={{ inlineSize: `${floor.share * 100}%` }} />
    </span>
  )
}

/** Says once, politely, that the floor is reached. */
function FloorReached({ left }: { left: number }) {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    if (left > 0) setWaited(true)
  }, [left])
  return (
    <p className="visually-hidden" role="status">
      {waited && left <= 0 ? text('decision.floorReached') : ''}
    </p>
  )
}
