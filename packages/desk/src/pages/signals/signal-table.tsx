import type { Signal, SignalPage } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { paths } from '../../app/paths.ts'
import { useMe, useZone } from '../../app/session.ts'
import { Marking } from '../../evidence/marking.tsx'
import { SignalName } from '../../evidence/signal-name.tsx'
import { signalWords } from '../../evidence/signal-words.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import type { Stretch } from '../../parts/fit-parts.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Marked } from '../../parts/marked.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc, dayIn, weekday } from '../../texts/times.ts'
import classes from './signal-list.module.css'
import { SignalState } from './signal-state.tsx'

/** The columns by which the list can be sorted, as the node names them. */
export const sorts = ['changed', 'name', 'hits30', 'mistaken', 'reviewDue', 'validUntil'] as const
export type Sort = (typeof sorts)[number]
type Facts = SignalPage['facts'][number]

interface Props {
  page: SignalPage
  /** The signals of the page in the order on screen. */
  rows: readonly Signal[]
  sort: Sort
  now: number
  rowOf: (signal: Signal) => ComponentProps<'tr'>
}

/** Lists signals as rows: what they name, with what a search fitted, their hits, and their state. */
export function SignalTable({ page, rows, sort, now, rowOf }: Props) {
  const me = useMe()
  const facts = new Map(page.facts.map((each) => [each.id, each]))
  const column = (by: Sort, head: string, isNumber = false) => ({
    head,
    number: isNumber,
    // Names and times run upwards, numbers downwards: the node sorts in this way.
    ...(by === sort && { sorted: isNumber ? ('descending' as const) : ('ascending' as const) }),
  })
  return (
    <DataTable
      name={text('signals.tableName')}
      columns={[
        column('name', text('signals.column.subject')),
        text('signals.column.kind'),
        text('signals.column.owner'),
        text('signals.column.marking'),
        column('hits30', text('signals.column.hits30'), true),
        column('mistaken', text('signals.column.mistaken'), true),
        column('reviewDue', text('signals.column.reviewDue')),
        column('validUntil', text('signals.column.validUntil')),
        text('signals.column.state'),
      ]}
      rows
      minWidth={1000}
    >
      {rows.map((signal) => {
        const own = facts.get(signal.id)
        return (
          <tr key={signal.id} {...rowOf(signal)}>
            <th scope="row" className={classes.subject}>
              <Subject signal={signal} fits={own?.fits ?? []} />
            </th>
            <td>{text(`signals.kind.${signal.kind}`)}</td>
            <td>{signal.owner === me.member ? text('signals.ours') : <bdi>{signal.owner}</bdi>}</td>
            <td>
              <Marking tlp={signal.tlp} quiet />
            </td>
            <td className={table.number}>{number(own?.hits30 ?? 0)}</td>
            <td className={table.number}>{number(own?.mistaken ?? 0)}</td>
            <td>
              <ReviewDue signal={signal} now={now} />
            </td>
            <td>{dateUtc(signal.validUntil)}</td>
            <td>
              <State signal={signal} page={page} disputed={own?.disputed ?? false} />
            </td>
          </tr>
        )
      })}
    </DataTable>
  )
}

/** Names a signal. What fitted a search is marked; an alias or number that fitted stands beside the name. */
function Subject({ signal, fits }: { signal: Signal; fits: Facts['fits'] }) {
  const { label, other } = signalWords(signal)
  const marksOf = (words: string | null): Stretch[] => fits.filter((fit) => fit.text === words)
  const further = fits.filter((fit) => fit.text !== label && fit.text !== other)
  return (
    <>
      <GoLink to={paths.signal(signal.id)} tabIndex={-1}>
        <SignalName signal={signal} truncate marks={{ name: marksOf(label), other: marksOf(other) }} />
      </GoLink>
      {further.length > 0 && (
        <div className={table.secondary}>
          {further.map((fit) => (
            <bdi key={fit.text}>
              <Marked text={fit.text} stretches={[fit]} />{' '}
            </bdi>
          ))}
        </div>
      )}
    </>
  )
}

const dayMs = 86_400_000
function ReviewDue({ signal, now }: { signal: Signal; now: number }) {
  if (signal.status !== 'active') return '–'
  const late = now - Date.parse(signal.reviewDue)
  if (late <= 0) return dateUtc(signal.reviewDue)
  return <strong className={classes.late}>{text('signals.reviewLate', { days: Math.floor(late / dayMs) })}</strong>
}

function State({ signal, page, disputed }: { signal: Signal; page: SignalPage; disputed: boolean }) {
  const zone = useZone()
  if (signal.status === 'withdrawn' && signal.withdrawal !== null)
    return (
      <Chip tone="plain" icon="circledCross">
        {text('signals.withdrawnOn', { day: weekday(dayIn(signal.withdrawal.at, zone)) })}
      </Chip>
    )
  return (
    <>
      {page.waiting.includes(signal.id) ? (
        <Chip tone="plain" icon="clock">
          {text('signals.waitsForSecond')}
        </Chip>
      ) : disputed ? (
        <Chip tone="warn" icon="circledI">
          {text('signals.disputed')}
        </Chip>
      ) : (
        <SignalState status={signal.status} />
      )}
      {page.blocked.includes(signal.id) && <div className={table.secondary}>{text('two-people.known')}</div>}
    </>
  )
}
