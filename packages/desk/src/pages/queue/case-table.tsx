import type { CaseList, CaseOutcome } from '@entente/contracts'
import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { cx } from '../../parts/cx.ts'
import { useRows } from '../../parts/use-rows.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { CaseTableRow } from './case-table-row.tsx'
import type { CaseGroup } from './group-cases.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

interface Props {
  groups: CaseGroup<ShownRow>[]
  selected: string | undefined
  loading: boolean
  /** True for a list of decided cases, which shows outcome and time in place of the deadline. */
  decided?: boolean
  onSelect: (id: string) => void
  onOpen: (href: string) => void
}

/** Lists cases in their groups, with one tab stop. The order is fixed and there are no check boxes, because each act concerns one case. */
export function CaseTable({ groups, selected, loading, decided = false, onSelect, onOpen }: Props) {
  const { preferences } = useMe()
  const rows = groups.flatMap((group) => group.rows)
  const outcomeOf = useOutcomes(rows)
  const rowProps = useRows(
    rows.map((row) => ({ key: row.id, to: paths.case(row.id) })),
    selected,
    { next: text('queue.keys.next'), previous: text('queue.keys.previous'), open: text('queue.keys.open') },
    { select: onSelect, open: onOpen },
  )
  return (
    <table className={cx(classes.table, preferences.density === 'one-line' && classes.oneLine)} aria-busy={loading}>
      <caption className="visually-hidden">{decided ? text('queue.labelDecided') : text('queue.label')}</caption>
      <thead>
        <tr>
          {(['due', 'who', 'agreement', 'on', 'from', 'with'] as const).map((column) => (
            <th key={column} scope="col" data-column={column}>
              {text(`queue.columns.${column === 'due' && decided ? 'decided' : column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {loading && <SkeletonRows />}
      {groups.map((group) => (
        <tbody key={group.name}>
          <tr className={classes.groupHead}>
            <th scope="rowgroup" colSpan={6}>
              {text(`queue.groups.${group.name}`)} <span>{number(group.rows.length)}</span>
            </th>
          </tr>
          {group.rows.map((row) => (
            <CaseTableRow
              key={row.id}
              row={row}
              outcome={outcomeOf(row.id)}
              decided={decided}
              {...rowProps({ key: row.id, to: paths.case(row.id) })}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

/** Shows twelve empty rows of the final size, but only after 200 ms, so that a fast answer does not flicker. */
function SkeletonRows() {
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
          <td colSpan={6}>
            {place === 0 && <span className="visually-hidden">{text('queue.loading')}</span>}
            <Skeleton h={12} w={`${42 + ((place * 17) % 40)}%`} animate={false} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

/** Reads the outcomes of cases that left the list, when the first one has left. Returns null for a case that was closed or has no stated outcome. */
function useOutcomes(rows: readonly ShownRow[]): (id: string) => CaseOutcome | null {
  const enabled = rows.some((row) => row.gone)
  const decided = useRead<CaseList>('/v1/cases', { state: 'decided', limit: 200 }, { enabled })
  return (id) => decided.data?.items.find((row) => row.id === id)?.decision ?? null
}
