import type { CaseDetail, Signal } from '@entente/contracts'
import { SentenceOfNode } from '../app/sentence-of-node.tsx'
import { Panel } from '../parts/panel.tsx'
import { text } from '../texts/text.ts'
import { dateHere, dateUtc } from '../texts/times.ts'
import classes from './explanations.module.css'

const dayMs = 86_400_000

/** Shows other explanations of the hit, the age of the signal and earlier clearances. */
export function Explanations({ detail, signal }: { detail: CaseDetail; signal: Signal | undefined }) {
  const facts = [
    ...(signal
      ? [
          text('evidence.lastConfirmed', { span: daysSince(signal.source.lastVerifiedAt) }),
          text('evidence.validUntil', { date: dateUtc(signal.validUntil) }),
        ]
      : []),
    text('evidence.clearances', { count: detail.clearances.length }),
  ]
  return (
    <Panel title={text('evidence.explanations')} actions={<span className={classes.facts}>{facts.join(' · ')}</span>}>
      <ul className={classes.list}>
        {detail.otherExplanations.map((sentence) => (
          <li key={sentence.text}>
            <SentenceOfNode sentence={sentence} />
          </li>
        ))}
      </ul>
      {detail.clearances.map((clearance) => (
        <p key={clearance.at} className={classes.clearance}>
          {text('evidence.compare.clearedBefore')} {dateHere(clearance.at)}, <bdi>{clearance.by}</bdi>:{' '}
          <bdi>{clearance.text}</bdi>
        </p>
      ))}
    </Panel>
  )
}
function daysSince(instant: string): string {
  const days = Math.floor((Date.now() - Date.parse(instant)) / dayMs)
  return days < 1 ? text('evidence.today') : text('evidence.daysAgo', { count: days })
}
