import type { InspectionDetail, InspectionResult } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { useZone } from '../../../../app/session.ts'
import { useNow } from '../../../../parts/clock.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { clockOn, instantUtc } from '../../../../texts/times.ts'
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
        <ul className={classes.results}>
          {order.results.toReversed().map((result) => (
            <Result key={result.id} result={result} />
          ))}
        </ul>
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

function Result({ result }: { result: InspectionResult }) {
  const zone = useZone()
  const now = useNow(60_000)
  const { second } = result
  return (
    <li>
      <strong>{text(`cargo.inspection.outcomes.${result.outcome}`)}</strong>{' '}
      <span className={classes.muted}>{text(`cargo.inspection.resultStates.${result.state}`)}</span>
      <div className={classes.muted}>
        <bdi>{result.byName}</bdi>{' '}
        <time dateTime={result.at} title={instantUtc(result.at)}>
          {clockOn(result.at, zone, now)}
        </time>
        {second && (
          <>
            {'; '}
            {second.agree
              ? text('cargo.inspection.agreed', { name: second.byName })
              : text('cargo.inspection.disagreed', { name: second.byName })}
          </>
        )}
      </div>
      {result.found.map(({ description, hs, unNumber, quantity }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a result never change
        <div key={place}>
          <bdi>{description}</bdi>{' '}
          {[hs, unNumber, quantity]
            .filter((value) => value !== null)
            .map((value) => (
              <bdi key={value} dir="ltr">
                {value}{' '}
              </bdi>
            ))}
        </div>
      ))}
      {result.wrongParty && <div>{text('cargo.inspection.wrongParty')}</div>}
      {result.reason !== null && (
        <div>
          <bdi>{result.reason}</bdi>
        </div>
      )}
    </li>
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
