import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import classes from './data-table.module.css'

/** A column: its head, and its form where that is not plain text. */
type Column =
  | string
  | false
  | null
  | undefined
  | {
      head: ReactNode
      /** Figures, aligned at the end. */
      number?: boolean
      width?: number | string
      /** The head is for assistive technology only. */
      hidden?: boolean
    }

interface Props {
  /** Its caption, for assistive technology. */
  name: string
  /** Columns that are not there are left out. */
  columns: readonly Column[]
  /** Rows react to the pointer and can be selected. */
  rows?: boolean
  /** Under this width the region around it scrolls. */
  minWidth?: number
  /** The widths of the columns do not depend on their contents. */
  fixed?: boolean
  /** The rows. */
  children: ReactNode
}

/** A table with its caption and heads; the caller draws the rows. */
export function DataTable({ name, columns, rows, minWidth, fixed, children }: Props) {
  return (
    <table
      className={cx(classes.table, rows && classes.rows)}
      style={{
        ...(minWidth !== undefined && { minInlineSize: minWidth }),
        ...(fixed && { tableLayout: 'fixed' as const }),
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

function Head({ column }: { column: Column }) {
  if (!column) return null
  if (typeof column === 'string') return <th scope="col">{column}</th>
  const { head, number, width, hidden } = column
  return (
    <th
      scope="col"
      {...(number && { className: classes.number })}
      {...(width !== undefined && { style: { inlineSize: width } })}
    >
      {hidden ? <span className="visually-hidden">{head}</span> : head}
    </th>
  )
}
