import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'
import type { ReadingTime } from './use-reading-time.ts'

interface Props {
  /** Label of the button; null if nothing is chosen. */
  act: string | null
  /** The consequence of recording, as a sentence. */
  under: string | null
  adverse: boolean
  /** The reason why no outcome can be recorded at present. */
  blocked: string | null
  busy: boolean
  readingTime: ReadingTime
  onRecord: () => void
  /** The missing fields, shown after a failed attempt to record. */
  missing: string | null
  children?: ReactNode
}

/** The foot of the decision column, which is always visible: the button, its consequence and the remaining reading time. */
export function RecordPart({ act, under, adverse, blocked, busy, readingTime, onRecord, missing, children }: Props) {
  const off = act === null || blocked !== null || readingTime.left > 0
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
      ) : readingTime.left > 0 ? (
        <p className={classes.under}>{text('decision.readingTime', { seconds: readingTime.left })}</p>
      ) : (
        under && <p className={classes.under}>{under}</p>
      )}
      {children}
      <ReadingTimeBar readingTime={readingTime} />
      <ReadingTimeOver left={readingTime.left} />
    </div>
  )
}

function ReadingTimeBar({ readingTime }: { readingTime: ReadingTime }) {
  if (readingTime.left <= 0) return null
  return (
    <span className={classes.readingTime} aria-hidden="true">
      <span style={{ inlineSize: `${readingTime.share * 100}%` }} />
    </span>
  )
}

/** Announces the end of the reading time once to assistive technology, politely. */
function ReadingTimeOver({ left }: { left: number }) {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    if (left > 0) setWaited(true)
  }, [left])
  return (
    <p className="visually-hidden" role="status">
      {waited && left <= 0 ? text('decision.readingTimeOver') : ''}
    </p>
  )
}
