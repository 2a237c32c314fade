import type { MessageSummary, Severity } from '@entente/contracts'
import { type ComponentProps, Fragment, type ReactNode } from 'react'
import type { z } from 'zod'
import { useZone } from '../../../app/session.ts'
import { Chip } from '../../../parts/chip.tsx'
import { useNow } from '../../../parts/clock.ts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { clockIn, clockOn, dayIn, instantUtc, weekday } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { MessageStatusChip } from './message-status.tsx'
import classes from './message-table.module.css'

export type Message = z.infer<typeof MessageSummary>
interface Props {
  messages: readonly Message[]
  /** True on the page of a flight, where the column of flights is not needed. */
  withoutFlight?: boolean
  /** True to put a line above the messages of each day. They are sorted by time. */
  byDay?: boolean
  /** Returns attributes of a row for keyboard use. */
  rowOf?: (message: Message) => ComponentProps<'tr'>
  /** Returns a control for the end of a row. The table has this column only if one row has a control. */
  actOf?: (message: Message) => ReactNode
}

/** Lists messages as rows: state, time, sender, format, flight, number of people, findings and cases. */
export function MessageTable({ messages, withoutFlight, byDay, rowOf, actOf = () => null }: Props) {
  const zone = useZone()
  const now = useNow(60_000)
  const acts = messages.map(actOf)
  const withActs = acts.some((act) => act !== null)
  const columns = [
    text('travel.messages.column.status'),
    text('travel.messages.column.received'),
    text('travel.messages.column.sender'),
    text('travel.messages.column.format'),
    !withoutFlight && text('travel.messages.column.flight'),
    text('travel.messages.column.people'),
    text('travel.messages.column.findings'),
    { head: text('travel.messages.column.cases'), number: true },
    withActs && { head: text('travel.messages.column.act'), hidden: true },
  ]
  return (
    <DataTable name={text('travel.messages.tableName')} columns={columns} rows minWidth={860}>
      {messages.map((message, place) => {
        const day = dayIn(message.receivedAt, zone)
        const before = messages[place - 1]
        const isFirst = byDay && (before === undefined || dayIn(before.receivedAt, zone) !== day)
        return (
          <Fragment key={message.id}>
            {isFirst && (
              <tr className={classes.day}>
                <th scope="colgroup" colSpan={columns.filter(Boolean).length}>
                  {day === dayIn(now, zone) ? text('travel.messages.today', { day: weekday(day) }) : weekday(day)}
                </th>
              </tr>
            )}
            <tr {...rowOf?.(message)}>
              <td>
                <MessageStatusChip status={message.status} />{' '}
                {message.masked && (
                  <Chip tone="plain" icon="hatched">
                    {text('travel.messages.masked')}
                  </Chip>
                )}
              </td>
              <th scope="row" style={{ whiteSpace: 'nowrap' }}>
                <GoLink
                  to={paths.message(message.id)}
                  {...(rowOf && { tabIndex: -1 })}
                  title={instantUtc(message.receivedAt, true)}
                >
                  {byDay ? clockIn(message.receivedAt, zone, true) : clockOn(message.receivedAt, zone, now)}
                </GoLink>
              </th>
              <td>
                <bdi>{message.senderName}</bdi>{' '}
                {message.channel !== 'https' && (
                  <span className={table.secondary}>
                    {findText(`travel.messages.channel.${message.channel}`) ?? message.channel}
                  </span>
                )}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                <bdi dir="ltr" className="mono">
                  {message.format ?? text('travel.messages.unknownFormat')}
                </bdi>{' '}
                <PartOf message={message} />
              </td>
              {!withoutFlight && (
                <td>
                  {message.flight === null ? (
                    '–'
                  ) : (
                    <GoLink to={paths.flight(message.flight)} {...(rowOf && { tabIndex: -1 })}>
                      <bdi dir="ltr">{flightName(message.flight)}</bdi>
                    </GoLink>
                  )}
                </td>
              )}
              <td style={{ whiteSpace: 'nowrap' }}>
                {message.counts.people === 0 ? '–' : message.counts.people}{' '}
                {message.counts.reservations > 0 && (
                  <span className={table.secondary}>
                    {text('travel.messages.reservations', { n: message.counts.reservations })}
                  </span>
                )}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                <FindingCounts counts={message.counts.findings} />
              </td>
              <td className={table.number}>{message.cases === 0 ? '–' : message.cases}</td>
              {withActs && <td>{acts[place]}</td>}
            </tr>
          </Fragment>
        )
      })}
    </DataTable>
  )
}

/** Names the part of a list that is sent in several parts. */
function PartOf({ message: { part } }: { message: Message }) {
  if (part === null || part.number === null || (part.number === 1 && part.flag === 'F')) return null
  return (
    <span className={table.secondary}>
      {part.flag === 'F'
        ? text('travel.messages.lastPart', { number: part.number })
        : text('travel.messages.part', { number: part.number })}
    </span>
  )
}

const severities: readonly Severity[] = ['error', 'warning', 'notice', 'info']
/** Counts the findings of the two most serious kinds. */
function FindingCounts({ counts }: { counts: Record<Severity, number> }) {
  const present = severities.filter((severity) => counts[severity] > 0).slice(0, 2)
  if (present.length === 0) return '–'
  return present.map((severity, place) => (
    <span
      key={severity}
      style={
        severity === 'error'
          ? { color: 'var(--bad)' }
          : severity === 'warning'
            ? { color: 'var(--warn)' }
            : { color: 'var(--t2)' }
      }
    >
      {place > 0 && ' · '}
      {text(`travel.messages.findings.${severity}`, { n: counts[severity] })}
    </span>
  ))
}

/** Formats `7N-482-2026-11-24-TUN-OSL` as `7N 482 TUN→OSL`. */
function flightName(key: string): string {
  const [carrier, number, ...rest] = key.split('-')
  const [from, to] = rest.slice(-2)
  return rest.length < 2 ? key : `${carrier} ${number} ${from}→${to}`
}
