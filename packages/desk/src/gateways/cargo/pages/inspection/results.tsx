import type { InspectionDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { ResultList } from '../../inspection/result-list.tsx'
import { text } from '../../texts/index.ts'
import classes from './inspection.module.css'
import { ResultForm } from './result-form.tsx'

/** Shows the results of an order, the newest first, with the answer that one of them waits for. */
export function Results({ order }: { order: InspectionDetail }) {
  const [correcting, setCorrecting] = useState(false)
  if (order.results.length === 0) return null
  const inForce = order.results.find(({ state }) => state === 'in-force')
  return (
    <>
      <Panel title={text('cargo.inspection.results')}>
        <ResultList results={order.results} />
        {order.may.confirm && <Answer orderId={order.id} />}
        {order.may.correct && !correcting && (
          <div className={classes.acts}>
            <Button variant="default" onClick={() => setCorrecting(true)}>
              {text('cargo.inspection.correct')}
            </Button>
          </div>
        )}
      </Panel>
      {correcting && inForce && <ResultForm order={order} corrects={inForce.id} onDone={() => setCorrecting(false)} />}
    </>
  )
}

function Answer({ orderId }: { orderId: string }) {
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const answer = async (agree: boolean): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await api.post(`/v1/cargo/inspections/${orderId}/confirm`, { agree })
      markStale(`/v1/cargo/inspections/${orderId}`, '/v1/cargo/inspections', '/v1/badges')
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  return (
    <>
      {error && <ProblemCard error={error} />}
      <p>{text('cargo.inspection.asked')}</p>
      <div className={classes.acts}>
        <Button variant="default" loading={busy} onClick={() => void answer(true)}>
          {text('cargo.inspection.agree')}
        </Button>
        <Button variant="default" loading={busy} onClick={() => void answer(false)}>
          {text('cargo.inspection.disagree')}
        </Button>
      </div>
    </>
  )
}
