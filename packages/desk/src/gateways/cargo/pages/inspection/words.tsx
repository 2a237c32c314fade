import type { FeedbackOutcome, InspectionDetail } from '@entente/contracts'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { useZone } from '../../../../app/session.ts'
import { useNow } from '../../../../parts/clock.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { clockOn } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import classes from './inspection.module.css'

const outcomes = ['confirmed', 'not-useful', 'mistaken'] as const satisfies FeedbackOutcome[]

/** Shows an officer the words about the result that the owners of signals will get, and lets them change these until then. */
export function Words({ order }: { order: InspectionDetail }) {
  const [error, setError] = useState<Error | null>(null)
  const zone = useZone()
  const now = useNow(60_000)
  const change = async (hitId: string, outcome: FeedbackOutcome | null): Promise<void> => {
    setError(null)
    try {
      await api.put(`/v1/cargo/inspections/${order.id}/words`, { words: [{ hitId, outcome }] })
      markStale(`/v1/cargo/inspections/${order.id}`)
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return (
    <Panel title={text('cargo.inspection.words.title')}>
      <p className={classes.muted}>{text('cargo.inspection.words.what')}</p>
      {error && <ProblemCard error={error} />}
      <div className={classes.fields}>
        {order.words.map(({ hitId, outcome, sendsAt, sentAt }, place) => (
          <NativeSelect
            key={hitId}
            label={text('cargo.inspection.words.hit', { n: place + 1 })}
            description={
              sentAt === null
                ? text('cargo.inspection.words.sends', { when: clockOn(sendsAt, zone, now) })
                : text('cargo.inspection.words.sent', { when: clockOn(sentAt, zone, now) })
            }
            disabled={sentAt !== null}
            value={outcome ?? ''}
            data={[
              { value: '', label: text('cargo.inspection.words.none') },
              ...outcomes.map((value) => ({ value, label: text(`cargo.inspection.words.outcomes.${value}`) })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              void change(hitId, outcomes.find((each) => each === value) ?? null)
            }
          />
        ))}
      </div>
    </Panel>
  )
}
