import type { RuleTrack, Track } from '@entente/contracts'
import { SentenceOfNode } from '../app/sentence-of-node.tsx'
import { number } from '../texts/numbers.ts'
import { richText, text } from '../texts/text.ts'
import { mistakenOf100 } from './evidence-sides.ts'
import classes from './hundred-dots.module.css'

interface Props {
  source: string
  track: Track | null
  /** The track of the rule that made the hit, in place of that of a source. */
  rule?: RuleTrack | null
  /** True to show only the sentence, after an outcome was chosen. */
  brief?: boolean
}

/** Shows how many of 100 such hits were right, as filled dots. If fewer than 30 were reviewed, no share is shown. For a rule it shows the results of inspections of the goods that the rule picked. */
export function HundredDots({ source, track, rule, brief }: Props) {
  if (rule)
    return (
      <p className={classes.sentence}>
        <SentenceOfNode sentence={rule.text} />
      </p>
    )
  const mistaken = mistakenOf100(track)
  if (mistaken === null || !track)
    return <p className={classes.sentence}>{text('evidence.trackFew', { reviewed: track?.reviewed ?? 0 })}</p>
  const right = 100 - mistaken
  return (
    <div>
      {!brief && (
        <div className={classes.dots} role="img" aria-label={text('evidence.trackName', { source, right })}>
          {Array.from({ length: 100 }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a hundred equal dots
            <span key={place} data-on={place < right || undefined} />
          ))}
        </div>
      )}
      <p className={classes.sentence}>
        {richText('evidence.track', { source, mistaken, strong: (inside) => <strong>{inside}</strong> })}{' '}
        {text('evidence.trackBase', { reviewed: number(track.reviewed), months: track.months })}
      </p>
    </div>
  )
}
