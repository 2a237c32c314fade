import type { CaseOutcome } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { useGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { SentenceOfNode } from '../../app/sentence-of-node.tsx'
import { useMe } from '../../app/session.ts'
import { AgreementBand } from '../../evidence/agreement-band.tsx'
import { Due } from '../../evidence/due.tsx'
import { Marking } from '../../evidence/marking.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import { text } from '../../texts/text.ts'
import { clockUtc, dateUtc, instantIn, ownZone } from '../../texts/times.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

interface Props extends ComponentProps<'tr'> {
  row: ShownRow
  /** The outcome of a case that is no longer in the list. */
  outcome: CaseOutcome | null
  decided: boolean
}

/** Shows a case in two lines: the subject and the reason. It shows no score, sex, age, nationality or picture. */
export function CaseTableRow({ row, outcome, decided, ...rest }: Props) {
  const me = useMe()
  const gateway = useGateway(row.gateway)
  const on: { label: string; detail?: string } | null = gateway.queue?.on?.(row) ?? row.context
  const [why] = row.rank.because
  const mine = row.assignedTo !== null && row.assignedTo === me.person
  return (
    <tr {...rest} className={classes.row} data-gone={row.gone || undefined}>
      <td>
        {decided && row.decision ? (
          <Outcome decision={row.decision} />
        ) : (
          <Due dueAt={row.dueAt} gateway={gateway} stacked />
        )}
      </td>
      <th scope="row">
        <div className={classes.whoWhy}>
          <GoLink to={paths.case(row.id)} className={classes.who} tabIndex={-1}>
            <PersonRef name={row.subject.label} otherScript={row.otherScript} truncate />
          </GoLink>
          <span className={classes.why}>
            {row.gone && (
              <strong>
                {outcome
                  ? text('queue.decidedAs', {
                      outcome: text(`queue.outcomes.${outcome.outcome}`),
                      clock: clockUtc(outcome.at),
                    })
                  : text('queue.noLongerOpen')}{' '}
                ·{' '}
              </strong>
            )}
            {!row.gone && row.secondWanted && <strong>{text('queue.secondPerson')} · </strong>}
            {!row.gone && row.clearedBefore && <strong>{text('queue.clearedBefore')} · </strong>}
            {!row.gone && row.person?.refusedOn && (
              <strong>{text('case.person.refusedOn', { where: row.person.refusedOn })} · </strong>
            )}
            {why ? <SentenceOfNode sentence={why} /> : text('queue.noReason')}
          </span>
        </div>
      </th>
      <td>
        <AgreementBand band={row.band} />
      </td>
      <td>
        {on ? (
          <bdi dir="ltr" className={classes.lines}>
            <span>{on.label}</span>
            {on.detail && <small>{on.detail}</small>}
          </bdi>
        ) : (
          '–'
        )}
      </td>
      <td>
        <span className={classes.lines}>
          <bdi className={classes.from} title={row.signalFrom.name}>
            {row.signalFrom.name}
          </bdi>
          <Marking tlp={row.signalFrom.tlp} quiet />
        </span>
      </td>
      <td>
        {mine ? (
          text('queue.you')
        ) : row.assignedName ? (
          <bdi>{row.assignedName}</bdi>
        ) : (
          <span>
            <span aria-hidden="true">–</span>
            <span className="visually-hidden">{text('queue.nobody')}</span>
          </span>
        )}
      </td>
    </tr>
  )
}

/** Shows the decision and its time. For another day than today, it also shows the date. */
function Outcome({ decision: { outcome, at } }: { decision: CaseOutcome }) {
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
