import { number } from '../../texts/numbers.ts'
import classes from './charts.module.css'
import { Frame, type Mark } from './frame.tsx'
import { percentOf, scaleFor } from './scale.ts'

export interface Column {
  name: string
  /** The parts from bottom to top. `null`: the column is not shown. */
  parts: readonly { look: string; value: number }[] | null
  late?: boolean
}

interface Props {
  columns: readonly Column[]
  /** Vertical lines before a column, by its place. */
  marks?: readonly (Omit<Mark, 'at'> & { before: number })[]
  under?: string
  /** Shows the sum above each column. */
  sums?: boolean
}

const sumOf = ({ parts }: Column): number => (parts ?? []).reduce((sum, { value }) => sum + value, 0)

/** Draws columns of stacked parts. */
export function ColumnChart({ columns, marks = [], under, sums = false }: Props) {
  const scale = scaleFor(columns.map(sumOf), 4)
  const middle = (place: number): number => (place + 0.5) / columns.length
  // With many columns only some names fit.
  const every = Math.ceil(columns.length / 18)
  return (
    <Frame
      scale={scale}
      format={(value) => number(value)}
      marks={marks.map(({ before, ...mark }) => ({ ...mark, at: before / columns.length }))}
      names={columns.flatMap(({ name, late }, place) =>
        place % every === 0 ? [{ at: middle(place), label: name, ...(late && { late }) }] : [],
      )}
      {...(under !== undefined && { under })}
    >
      {columns.map((column, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: names can repeat, such as an hour when the clocks are set back
          key={place}
          className={classes.column}
          style={{ insetInlineStart: `${middle(place) * 100}%`, inlineSize: `${60 / columns.length}%` }}
        >
          {sums && (
            <span className={classes.sum} data-late={column.late || undefined}>
              {number(sumOf(column))}
            </span>
          )}
          {column.parts === null && <span className={classes.withheld} />}
          {column.parts
            ?.toReversed()
            .map(({ look, value }) =>
              value === 0 ? null : (
                <span
                  key={look}
                  className={classes.part}
                  data-look={look}
                  style={{ flexBasis: `${percentOf(value, scale)}%` }}
                />
              ),
            )}
        </span>
      ))}
    </Frame>
  )
}
