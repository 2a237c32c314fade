import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import classes from './data-table.module.css'

/** A column: its heading, and its layout if it is not plain text. An empty value removes the column. */
type Column =
  | string
  | false
  | null
  | undefined
  | {
      head: ReactNode
      /** True for numbers, which are aligned at the end. */
      number?: boolean
      width?: number | string
      /** True if the heading is only for assistive technology. */
      hidden?: boolean
      /** How the rows are sorted by this column, if they are. */
      sorted?: 'ascending' | 'descending' | undefined
    }

interface Props {
  /** Caption of the table, for assistive technology. */
  name: string
  /** The columns. Empty values are skipped. */
  columns: readonly Column[]
  /** True if rows react to the pointer and can be selected. */
  rows?: boolean
  /** Below this width, the region around the table scrolls. */
  minWidth?: number
  /** True if the widths of the columns do not depend on their contents. */
  fixed?: boolean
  /** True if each row becomes a card on a phone, with the heading of the column before each cell. For at most 8 columns. */
  stacks?: boolean
  /** The rows. */
  children: ReactNode
}

/** Shows a table with its caption and headings. The caller provides the rows. */
export function DataTable({ name, columns, rows, minWidth, fixed, stacks, children }: Props) {
  return (
    <table
      className={cx(classes.table, rows && classes.rows, stacks && classes.stacks)}
      style={{
        ...(minWidth !== undefined && { minInlineSize: minWidth }),
        ...(fixed && { tableLayout: 'fixed' as const }),
        ...(stacks && headingsOf(columns)),
      }}
    >
      <caption className="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {columns.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <Head key={place} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** Returns the visible headings as CSS strings in the properties `--head-1` and so on. */
function headingsOf(columns: readonly Column[]): Record<`--head-${number}`, string> {
  const headings = columns.flatMap((column) => {
    if (!column) return []
    if (typeof column === 'string') return [column]
    return [typeof column.head === 'string' && !column.hidden ? column.head : '']
  })
  return Object.fromEntries(headings.map((heading, place) => [`--head-${place + 1}`, JSON.stringify(heading)]))
}

function Head({ column }: { column: Column }) {
  if (!column) return null
  if (typeof column === 'string') return <th scope="col">{column}</th>
  const { head, number, width, hidden, sorted } = column
  return (
    <th
      scope="col"
      {...(sorted && { 'aria-sort': sorted })}
      {...(number && { className: classes.number })}
      {...(width !== undefined && { style: { inlineSize: width } })}
    >
      {hidden ? <span className="visually-hidden">{head}</span> : head}
      {sorted && <span aria-hidden="true">{sorted === 'ascending' ? ' ↑' : ' ↓'}</span>}
    </th>
  )
}
