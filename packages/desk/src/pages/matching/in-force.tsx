import type { ThresholdVersion } from '@entente/contracts'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import { list } from '../../texts/lists.ts'
import { hundredths, number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import classes from './threshold.module.css'
import { allBandsFrom, bandsOver, logOddsOf } from './threshold-words.ts'

/** Shows the threshold in use: its number, its meaning in words, and its author with the reason. */
export function InForce({ current }: { current: ThresholdVersion }) {
  return (
    <Panel title={text('threshold.inForce.title')} note={text('threshold.version', { n: current.version })}>
      <div className={classes.current}>
        <p className={classes.number}>{hundredths(current.threshold)}</p>
        <ThresholdMeaning threshold={current.threshold} />
      </div>
      <FactList
        wide
        facts={
          current.since === null
            ? [{ name: text('threshold.inForce.since'), value: text('threshold.inForce.own') }]
            : [
                { name: text('threshold.inForce.since'), value: instantHere(current.since) },
                {
                  name: text('threshold.inForce.by'),
                  value: text('threshold.inForce.two', {
                    proposer: current.proposedByName ?? '',
                    second: current.confirmedByName ?? '',
                  }),
                },
                { name: text('threshold.inForce.reason'), value: <bdi>{current.reason}</bdi> },
                { name: text('threshold.inForce.confirmation'), value: <bdi>{current.confirmation}</bdi> },
              ]
        }
      />
    </Panel>
  )
}

/** Describes a threshold by the bands of agreement that are hits. */
export function ThresholdMeaning({ threshold }: { threshold: number }) {
  const { from, whole } = bandsOver(threshold)
  const over = allBandsFrom(from).map((band) => text(`evidence.bands.${band}`))
  const nats = logOddsOf(threshold)
  return (
    <p className={classes.meaning}>
      {text('threshold.meaning.hit', { value: hundredths(threshold) })}{' '}
      {whole
        ? text('threshold.meaning.whole', { bands: list(over) })
        : text('threshold.meaning.part', {
            first: over[0] ?? '',
            rest: over.length > 1 ? list(over.slice(1)) : null,
          })}{' '}
      {Math.abs(nats) < 0.005
        ? text('threshold.meaning.even')
        : text('threshold.meaning.nats', { nats: number(Math.abs(nats), 2), over: nats > 0 })}
    </p>
  )
}
