import type { ReactNode } from 'react'
import classes from './charts.module.css'
import { percentOf, type Scale } from './scale.ts'

/** A vertical line in a chart, at a share of its width from the start. */
export interface Mark {
  at: number
  label: string
  look: 'now' | 'day' | 'before'
}

interface Props {
  scale: Scale
  format: (value: number) => string
  marks?: readonly Mark[]
  /** The names below the plot, each at a share of the width. */
  names: readonly { at: number; label: string; late?: boolean }[]
  under?: string
  /** Height of the plot in pixels. */
  height?: number
  children: ReactNode
}

/** The sum above the highest column has a row, and each mark a row above it, so that no label covers another. */
const sumHeight = 18
const markHeight = 14

/** Draws the lines, marks and names of a chart around its contents. In right-to-left languages it begins at the right. */
export function Frame({ scale, format, marks = [], names, under, height = 132, children }: Props) {
  return (
    <span className={classes.frame} style={{ paddingBlockStart: sumHeight + 4 + marks.length * markHeight }}>
      <span className={classes.values}>
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ insetBlockEnd: `${percentOf(tick, scale)}%` }}>
            {format(tick)}
          </span>
        ))}
      </span>
      <span className={classes.plot} style={{ blockSize: height }}>
        {scale.ticks.map((tick) => (
          <span key={tick} className={classes.line} style={{ insetBlockEnd: `${percentOf(tick, scale)}%` }} />
        ))}
        {children}
        {marks.map(({ at, label, look }, place) => (
          <span
            key={label}
            className={classes.mark}
            data-look={look}
            data-late={at > 0.66 || undefined}
            style={{
              insetInlineStart: `${at * 100}%`,
              insetBlockStart: -sumHeight - (marks.length - place) * markHeight,
            }}
          >
            <span>{label}</span>
          </span>
        ))}
      </span>
      <span className={classes.names}>
        {names.map(({ at, label, late }) => (
          <span key={`${at} ${label}`} data-late={late || undefined} style={{ insetInlineStart: `${at * 100}%` }}>
            {label}
          </span>
        ))}
      </span>
      {under !== undefined && <span className={classes.under}>{under}</span>}
    </span>
  )
}
