import type { CaseOutcome } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { type DeskGateway, type On, useGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { SentenceOfNode } from '../../app/sentence-of-node.tsx'
import { useMe, useZone } from '../../app/session.ts'
import { Due } from '../../evidence/due.tsx'
import { EvidenceCells } from '../../evidence/evidence-cells.tsx'
import { Marking } from '../../evidence/marking.tsx'
import { Strength } from '../../evidence/strength.tsx'
import { useNow } from '../../parts/clock.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import { text } from '../../texts/text.ts'
import { clockOn, instantUtc } from '../../texts/times.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

interface Props extends ComponentProps<'tr'> {
  row: ShownRow
  /** The gateway of the open tab; null for the tab of every gateway. */
  gateway: DeskGateway | null
  /** Why the case left the list; null for one that did not. */
  gone: string | null
  decided: boolean
}

/** Shows a case in two lines: the subject and the reason. It shows no score, sex, age, picture, and of a nationality only whether it agrees. */
export function CaseTableRow({ row, gateway: ofTab, gone, decided, ...rest }: Props) {
  const me = useMe()
  const zone = useZone()
  const now = useNow(60_000)
  const gateway = useGateway(row.gateway)
  const own = gateway.queue?.on?.(row, (instant) => clockOn(instant, zone, now))
  const on: On | null = own ?? (row.context && { label: row.context.label })
  const [why] = row.rank.because
  const mine = row.assignedTo !== null && row.assignedTo === me.person
  const others = row.person?.open ?? 0
  const icon = gateway.entries?.[0]?.icon
  return (
    <tr {...rest} className={classes.row} data-gone={row.gone || undefined}>
      <td data-column="due">
        {decided && row.decision ? (
          <Outcome decision={row.decision} />
        ) : (
          <Due dueAt={row.dueAt} gateway={gateway} stacked />
        )}
      </td>
      {ofTab === null && (
        <td data-column="gateway">
          <span className={classes.kind}>
            {icon && <Icon name={icon} size={12} />}
            {gateway.queue?.name() ?? row.gateway}
          </span>
        </td>
      )}
      <th scope="row" data-column="who">
        <div className={classes.whoWhy}>
          <span className={classes.whoLine}>
            <GoLink to={paths.case(row.id)} className={classes.who} tabIndex={-1}>
              <PersonRef name={row.subject.label} otherScript={row.otherScript} truncate />
            </GoLink>
            {others > 0 && (
              <span className={classes.others} title={text('queue.moreHint')}>
                {gateway.queue?.more?.(others) ?? text('queue.more', { count: others })}
              </span>
            )}
          </span>
          <span className={classes.why}>
            {gone !== null && <strong>{gone} · </strong>}
            {gone === null && row.secondWanted && <strong>{text('queue.secondPerson')} · </strong>}
            {gone === null && row.clearedBefore && <strong>{text('queue.clearedBefore')} · </strong>}
            {gone === null && row.person?.refusedOn && (
              <strong>{text('case.person.refusedOn', { where: row.person.refusedOn })} · </strong>
            )}
            {why ? <SentenceOfNode sentence={why} /> : text('queue.noReason')}
          </span>
        </div>
      </th>
      <td data-column="cells">
        <EvidenceCells
          cells={row.cells}
          gateway={gateway}
          {...(ofTab?.queue?.cellColumns && { columns: ofTab.queue.evidenceCells.map(({ id }) => id) })}
        />
      </td>
      <td data-column="strength">
        {gateway.queue?.chip ? (
          gateway.queue.chip(row)
        ) : (
          <Strength strength={row.strength} compared={ofTab === null ? 'short' : 'full'} />
        )}
      </td>
      <td data-column="on">{on ? <OnLines on={on} whole={ofTab !== null} /> : '–'}</td>
      <td data-column="from">
        <span className={classes.lines}>
          <bdi className={classes.from} title={row.signalFrom.name}>
            {row.signalFrom.name}
          </bdi>
          <Marking tlp={row.signalFrom.tlp} quiet />
        </span>
      </td>
      <td data-column="with">
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

/** In the tab of one gateway, the route stands beside the name and the next instant below; in the tab of all, the route stands below. */
function OnLines({ on, whole }: { on: On; whole: boolean }) {
  const below = whole ? on.detail : (on.route ?? on.detail)
  return (
    <span className={classes.lines}>
      <span className={classes.on}>
        <bdi dir="ltr">
          <b>{on.label}</b>
          {whole && on.route && ` ${on.route}`}
        </bdi>
      </span>
      {below && <small>{below}</small>}
    </span>
  )
}

/** Shows the decision and its time. */
function Outcome({ decision: { outcome, at } }: { decision: CaseOutcome }) {
  const zone = useZone()
  return (
    <span className={classes.lines} title={instantUtc(at)}>
      <span className={classes.outcome} data-adverse={outcome === 'adverse' || undefined}>
        <Icon name={outcome === 'adverse' ? 'second' : 'tick'} size={13} />
        {text(`queue.outcomes.${outcome}`)}
      </span>
      <small>
        <bdi>{clockOn(at, zone, Date.now())}</bdi>
      </small>
    </span>
  )
}
