import type { CaseList } from '@entente/contracts'
import { Skeleton } from '@mantine/core'
import { Fragment, type ReactNode, useEffect, useState } from 'react'
import { type DeskGateway, gatewayOf, useGateways } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe, useZone } from '../../app/session.ts'
import { cellName, cellShort } from '../../evidence/evidence-cells.tsx'
import { useNow } from '../../parts/clock.ts'
import { cx } from '../../parts/cx.ts'
import { useRows } from '../../parts/use-rows.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { clockOn, dayAfter, dayIn, weekday, weekdays } from '../../texts/times.ts'
import { CaseTableRow } from './case-table-row.tsx'
import type { CaseGroup } from './group-cases.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

interface Props {
  groups: CaseGroup<ShownRow>[]
  /** The gateway of the open tab; null for the tab of every gateway. */
  gateway: DeskGateway | null
  selected: string | undefined
  loading: boolean
  /** True for a list of decided cases, which shows outcome and time in place of the deadline. */
  decided?: boolean
  /** The preview of the selected case, shown below its row. */
  peek?: ReactNode
  onSelect: (id: string) => void
  onOpen: (href: string) => void
}

/** Lists cases in their groups, with one tab stop. The order is fixed and there are no check boxes, because each act concerns one case. */
export function CaseTable({ groups, gateway, selected, loading, decided = false, peek, onSelect, onOpen }: Props) {
  const { preferences } = useMe()
  const zone = useZone()
  const now = useNow(60_000)
  const rows = groups.flatMap((group) => group.rows)
  const whyGone = useWhyGone(rows, zone, now)
  const rowProps = useRows(
    rows.map((row) => ({ key: row.id, to: paths.case(row.id) })),
    selected,
    { next: text('queue.keys.next'), previous: text('queue.keys.previous'), open: text('queue.keys.open') },
    { select: onSelect, open: onOpen },
  )
  const columns = columnsOf(gateway, decided)
  const ofOneDay = preferences.density === 'one-line'
  return (
    <table className={cx(classes.table, ofOneDay && classes.oneLine)} aria-busy={loading}>
      <caption className="visually-hidden">
        {decided ? text('queue.labelDecided') : text('queue.label')}.{' '}
        {decided ? text('queue.orderDecided') : text('queue.order')}
      </caption>
      <thead>
        <tr>
          {columns.map(({ id, head }) => (
            <th key={id} scope="col" data-column={id}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {loading && <SkeletonRows columns={columns.length} />}
      {groups.map((group) => (
        <tbody key={group.name}>
          <tr className={classes.groupHead} data-group={group.name}>
            <th scope="rowgroup" colSpan={columns.length}>
              <strong>{groupTitle(group, now, zone)}</strong> <span>{number(group.rows.length)}</span>
              {group.name === 'overdue' && <OverdueNote rows={group.rows} />}
            </th>
          </tr>
          {group.rows.map((row) => (
            <Fragment key={row.id}>
              <CaseTableRow
                row={row}
                gateway={gateway}
                gone={row.gone ? whyGone(row) : null}
                decided={decided}
                {...rowProps({ key: row.id, to: paths.case(row.id) })}
              />
              {row.id === selected && peek && (
                <tr className={classes.peek}>
                  <td colSpan={columns.length}>{peek}</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function columnsOf(gateway: DeskGateway | null, decided: boolean): { id: string; head: ReactNode }[] {
  const cells = gateway?.queue?.cellColumns ? gateway.queue.evidenceCells.map(({ id }) => id) : undefined
  return [
    { id: 'due', head: decided ? text('queue.columns.decided') : text('queue.columns.due') },
    ...(gateway === null ? [{ id: 'gateway', head: text('queue.columns.gateway') }] : []),
    { id: 'who', head: gateway?.queue?.columns?.who() ?? text('queue.columns.who') },
    gateway !== null && cells !== undefined
      ? { id: 'cells', head: <CellHeads gateway={gateway} cells={cells} /> }
      : { id: 'evidence', head: text('queue.columns.evidence') },
    ...(['strength', 'on', 'from'] as const).map((id) => ({
      id,
      head: gateway?.queue?.columns?.[id]?.() ?? text(`queue.columns.${id}`),
    })),
    { id: 'with', head: text('queue.columns.with') },
  ]
}

function CellHeads({ gateway, cells }: { gateway: DeskGateway; cells: readonly string[] }) {
  return (
    <span className={classes.cellHeads}>
      <span className="visually-hidden">{text('queue.columns.evidence')}</span>
      {cells.map((id) => (
        <span key={id} title={cellName(gateway, id)} aria-hidden="true">
          {cellShort(gateway, id)}
        </span>
      ))}
    </span>
  )
}

function groupTitle({ name, rows }: CaseGroup<ShownRow>, now: number, zone: string): string {
  const today = dayIn(now, zone)
  const dues = rows.flatMap(({ dueAt }) => (dueAt === null ? [] : [dayIn(dueAt, zone)])).toSorted()
  const [first, last] = [dues[0], dues.at(-1)]
  return text(`queue.groups.${name}`, {
    day: weekday(name === 'today' ? today : dayAfter(today)),
    days: first === undefined || last === undefined ? null : weekdays(first, last),
  })
}

/** Says what a decision on an overdue case still changes, in the words of the gateway if the group has one. */
function OverdueNote({ rows }: { rows: readonly ShownRow[] }) {
  const gateways = useGateways()
  const kinds = [...new Set(rows.map((row) => row.gateway))]
  const [only] = kinds
  const own = only !== undefined && kinds.length === 1 ? gatewayOf(gateways, only) : null
  return <em>{own?.findText(`${own.kind}.queue.overdue`) ?? text('queue.overdue')}</em>
}

/** Shows twelve empty rows of the final size, but only after 200 ms, so that a fast answer does not flicker. */
function SkeletonRows({ columns }: { columns: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <tbody>
      {Array.from({ length: 12 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal rows
        <tr key={place} className={classes.row}>
          <td colSpan={columns}>
            {place === 0 && <span className="visually-hidden">{text('queue.loading')}</span>}
            <Skeleton h={12} w={`${42 + ((place * 17) % 40)}%`} animate={false} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

/** Returns why a case left the list: decided, taken, or its hits no longer apply. Reads the decided and closed cases when the first one has left. */
function useWhyGone(rows: readonly ShownRow[], zone: string, now: number): (row: ShownRow) => string {
  const me = useMe()
  const enabled = rows.some((row) => row.gone)
  const decided = useRead<CaseList>('/v1/cases', { state: 'decided', limit: 200 }, { enabled })
  const closed = useRead<CaseList>('/v1/cases', { state: 'closed', limit: 200 }, { enabled })
  const mine = useRead<CaseList>('/v1/cases', { with: 'me', limit: 200 }, { enabled })
  return ({ id }) => {
    const outcome = decided.data?.items.find((row) => row.id === id)?.decision
    if (outcome)
      return text('queue.gone.decided', {
        outcome: text(`queue.outcomes.${outcome.outcome}`),
        clock: clockOn(outcome.at, zone, now),
      })
    if (closed.data?.items.some((row) => row.id === id)) return text('queue.gone.closed')
    const own = mine.data?.items.find((row) => row.id === id)
    if (own !== undefined) return own.assignedTo === me.person ? text('queue.gone.mine') : text('queue.gone.moved')
    return text('queue.gone.taken')
  }
}
