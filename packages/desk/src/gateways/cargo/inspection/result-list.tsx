import type { InspectionResult } from '@entente/contracts'
import { useZone } from '../../../app/session.ts'
import { useNow } from '../../../parts/clock.ts'
import { clockOn, instantUtc } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'
import classes from './inspection-lists.module.css'

/** Shows the results of an order, the newest first, each with its author and the second person. */
export function ResultList({ results }: { results: readonly InspectionResult[] }) {
  return (
    <ul className={classes.results}>
      {results.toReversed().map((result) => (
        <Result key={result.id} result={result} />
      ))}
    </ul>
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
          <bdi>{description}</bdi>
          {[
            hs === null ? null : text('cargo.goods.hs', { code: hs }),
            unNumber === null ? null : text('cargo.goods.un', { code: unNumber.replace(/^UN/i, '') }),
            quantity,
          ]
            .filter((value) => value !== null)
            .map((value) => (
              <span key={value}>
                {' · '}
                <bdi>{value}</bdi>
              </span>
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
