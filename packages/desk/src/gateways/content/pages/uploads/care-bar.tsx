import { Button } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { number } from '../../../../texts/numbers.ts'
import { clockHere } from '../../../../texts/times.ts'
import { takeBreak, useExposure } from '../../care/use-care.ts'
import { text } from '../../texts/index.ts'
import classes from './content.module.css'

const minutes = 15
const laterMs = 15 * 60_000
let askAgainAt = 0

/** Shows reviewers how many views they had today, and offers a break. After many views the break is suggested. */
export function CareBar({ pictures }: { pictures: boolean }) {
  const { data } = useExposure()
  const [, redraw] = useState(0)
  const [error, setError] = useState<Error | null>(null)
  const act = (length: number): void => {
    setError(null)
    takeBreak(length).catch((problem: Error) => setError(problem))
  }
  if (!data) return null
  const views = number(data.viewedToday)
  const due = data.breakDue && data.breakUntil === null && Date.now() > askAgainAt
  return (
    <>
      {error && <ProblemCard error={error} />}
      {data.breakUntil !== null ? (
        <div className={classes.notice} role="status">
          <Icon name="clock" />
          <span>{text('content.uploads.onBreak', { clock: clockHere(data.breakUntil) })}</span>
          <Button variant="default" h={30} onClick={() => act(0)}>
            {text('content.uploads.breakEnd')}
          </Button>
        </div>
      ) : due ? (
        <div className={classes.notice} role="status">
          <Icon name="clock" />
          <span>
            <strong>{text('content.uploads.breakTime')}</strong>{' '}
            {text('content.uploads.breakWhy', { views: data.viewsSinceBreak, minutes: data.minutesSinceBreak })}
          </span>
          <Button h={30} onClick={() => act(minutes)}>
            {text('content.uploads.breakAct')}
          </Button>
          <Button
            variant="default"
            h={30}
            onClick={() => {
              askAgainAt = Date.now() + laterMs
              redraw((times) => times + 1)
            }}
          >
            {text('content.uploads.later')}
          </Button>
        </div>
      ) : (
        <div className={classes.care}>
          <Icon name="hidden" size={14} />
          <span>
            {pictures ? text('content.uploads.blurred', { views }) : text('content.uploads.noPictures', { views })} ·{' '}
            <button type="button" onClick={() => act(minutes)}>
              {text('content.uploads.takeBreak')}
            </button>
          </span>
        </div>
      )}
    </>
  )
}
