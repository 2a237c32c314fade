import { Button } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { clockUtc } from '../../../../texts/times.ts'
import { takeBreak, useExposure } from '../../care/use-care.ts'
import classes from './content.module.css'

const minutes = 15
const laterMs = 15 * 60_000
let askAgainAt = 0

/** How much was looked at today, for oneself only, and a break: suggested after many looks, possible at any time. */
export function CareBar({ pictures }: { pictures: boolean }) {
  const t = textsOf('content')
  const { data } = useExposure()
  const [, redraw] = useState(0)
  const [error, setError] = useState<Error | null>(null)
  const act = (length: number): void => {
    setError(null)
    takeBreak(length).catch((problem: Error) => setError(problem))
  }
  if (!data) return null
  const looks = number(data.lookedToday)
  const due = data.breakDue && data.breakUntil === null && Date.now() > askAgainAt
  return (
    <>
      {error && <ProblemCard error={error} />}
      {data.breakUntil !== null ? (
        <div className={classes.notice} role="status">
          <Icon name="clock" />
          <span>{t.onBreak(clockUtc(data.breakUntil))}</span>
          <Button variant="default" h={30} onClick={() => act(0)}>
            {t.breakEnd}
          </Button>
        </div>
      ) : due ? (
        <div className={classes.notice} role="status">
          <Icon name="clock" />
          <span>
            <strong>{t.breakTime}</strong> {t.breakWhy(data.looksSinceBreak, data.minutesSinceBreak)}
          </span>
          <Button h={30} onClick={() => act(minutes)}>
            {t.breakAct}
          </Button>
          <Button
            variant="default"
            h={30}
            onClick={() => {
              askAgainAt = Date.now() + laterMs
              redraw((times) => times + 1)
            }}
          >
            {t.later}
          </Button>
        </div>
      ) : (
        <div className={classes.care}>
          <Icon name="hidden" size={14} />
          <span>
            {pictures ? t.blurred(looks) : t.noPictures(looks)} ·{' '}
            <button type="button" onClick={() => act(minutes)}>
              {t.takeBreak}
            </button>
          </span>
        </div>
      )}
    </>
  )
}
