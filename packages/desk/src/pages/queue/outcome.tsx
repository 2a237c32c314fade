import type { CaseOutcome } from '@entente/contracts'
import { useMe } from '../../app/session.ts'
import { Icon } from '../../parts/icon.tsx'
import { text } from '../../texts/text.ts'
import { clockUtc, dateUtc, instantIn, ownZone } from '../../texts/times.ts'
import classes from './queue.module.css'

/** What was decided, and since when: the time alone today, else the day. */
export function Outcome({ decision: { outcome, at } }: { decision: CaseOutcome }) {
  const zone = useMe().preferences.zone ?? ownZone()
  const today = dateUtc(at) === dateUtc(Date.now())
  return (
    <span className={classes.lines} title={instantIn(at, zone)}>
      <span className={classes.outcome} data-adverse={outcome === 'adverse' || undefined}>
        <Icon name={outcome === 'adverse' ? 'second' : 'tick'} size={13} />
        {text(`queue.outcomes.${outcome}`)}
      </span>
      <small>
        <bdi dir="ltr">{today ? clockUtc(at) : dateUtc(at)}</bdi>
      </small>
    </span>
  )
}
