import classes from './charts.module.css'
import { Frame, type Mark } from './frame.tsx'
import { percentOf, type Scale, scaleFor } from './scale.ts'

export interface Line {
  look: 'solid' | 'dashed'
  /** Points at a share of the width. A point without a value interrupts the line. */
  points: readonly { at: number; value: number | null }[]
  /** A word at the last point. */
  end?: string
}

interface Props {
  lines: readonly Line[]
  names: readonly { at: number; label: string }[]
  marks?: readonly Mark[]
  format: (value: number) => string
  height?: number
}

/** Draws lines over a common scale from 0. */
export function LineChart({ lines, names, marks = [], format, height }: Props) {
  const scale = scaleFor(lines.flatMap(({ points }) => points.map(({ value }) => value ?? 0)))
  return (
    <Frame scale={scale} format={format} names={names} marks={marks} {...(height !== undefined && { height })}>
      <Curves lines={lines} scale={scale} />
      {lines.map(({ look, points, end }) => {
        const last = points.findLast(({ value }) => value !== null)
        return end === undefined || last === undefined ? null : (
          <span
            key={look}
            className={classes.end}
            data-late={last.at > 0.8 || undefined}
            style={{ insetInlineStart: `${last.at * 100}%`, insetBlockEnd: `${percentOf(last.value ?? 0, scale)}%` }}
          >
            {end}
          </span>
        )
      })}
    </Frame>
  )
}

function Curves({ lines, scale }: { lines: readonly Line[]; scale: Scale }) {
  return (
    <svg
      className={classes.curves}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {lines.map(({ look, points }) => (
        <path key={look} data-look={look} d={pathOf(points, scale)} />
      ))}
    </svg>
  )
}

/** Draws the share of each week as a small line from 0 to the highest. The row beside it has the figures. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const scale = scaleFor(
    values.map((value) => value ?? 0),
    0.001,
  )
  const points = values.map((value, place) => ({ at: place / Math.max(1, values.length - 1), value }))
  if (values.filter((value) => value !== null).length < 2) return null
  return (
    <span className={classes.spark} aria-hidden="true">
      <Curves lines={[{ look: 'solid', points }]} scale={scale} />
    </span>
  )
}

/** Returns the path through the points. A single point between gaps is drawn as a short line. */
export function pathOf(points: Line['points'], scale: Scale): string {
  let isOpen = false
  const steps = points.map(({ at, value }, place) => {
    if (value === null) {
      isOpen = false
      return ''
    }
    const [x, y] = [at * 100, 100 - percentOf(value, scale)].map((part) => Math.round(part * 100) / 100)
    const isAlone = !isOpen && (points[place + 1]?.value ?? null) === null
    const step = `${isOpen ? 'L' : 'M'}${x} ${y}${isAlone ? 'h0.5' : ''}`
    isOpen = true
    return step
  })
  return steps.join('')
}
