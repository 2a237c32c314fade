import type { ThresholdVersion } from '@entente/contracts'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { hundredths, number } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from './threshold.module.css'
import { allBandsFrom, bandsOver, logOddsOf } from './threshold-words.ts'

/** The threshold in force: its number, what it means in words, and who set it why. */
export function InForce({ current }: { current: ThresholdVersion }) {
  const t = textsOf('threshold')
  return (
    <Panel title={t.inForce.title} note={t.version(current.version)}>
      <div className={classes.current}>
        <p className={classes.number}>{hundredths(current.threshold)}</p>
        <ThresholdMeaning threshold={current.threshold} />
      </div>
      <FactList
        wide
        facts={
          current.since === null
            ? [{ name: t.inForce.since, value: t.inForce.own }]
            : [
                { name: t.inForce.since, value: instantUtc(current.since) },
                {
                  name: t.inForce.by,
                  value: t.inForce.two(current.proposedByName ?? '', current.confirmedByName ?? ''),
                },
                { name: t.inForce.reason, value: <bdi>{current.reason}</bdi> },
                { name: t.inForce.confirmation, value: <bdi>{current.confirmation}</bdi> },
              ]
        }
      />
    </Panel>
  )
}

/** What a threshold means, in words: from which agreement on a comparison is a hit. */
export function ThresholdMeaning({ threshold }: { threshold: number }) {
  const t = textsOf('threshold').meaning
  const words = textsOf('evidence').bands
  const { from, whole } = bandsOver(threshold)
  const over = allBandsFrom(from).map((band) => words[band])
  const nats = logOddsOf(threshold)
  return (
    <p className={classes.meaning}>
      {t.hit(hundredths(threshold))} {whole ? t.whole(over) : t.part(over)}{' '}
      {Math.abs(nats) < 0.005 ? t.even : t.nats(number(Math.abs(nats), 2), nats > 0)}
    </p>
  )
}
