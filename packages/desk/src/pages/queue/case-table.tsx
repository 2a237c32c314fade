import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { cx } from '../../parts/cx.ts'
import { useRows } from '../../parts/use-rows.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { CaseTableRow } from './case-table-row.tsx'
import type { CaseGroup } from './group-cases.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'
import { SkeletonRows } from './skeleton-rows.tsx'
import { useOutcomes } from './use-outcomes.ts'

interface Props {
  groups: CaseGroup<ShownRow>[]
  selected: string | undefined
  loading: boolean
  /** The list is of decided cases: outcome and instant stand where the deadline is else. */
  decided?: boolean
  onSelect: (id: string) => void
  onOpen: (href: string) => void
}

/** Cases in their groups. One tab stop; no order on offer and no check boxes: one case, one act. */
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
        <tbody key={group.name} className={classes.group}>
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
