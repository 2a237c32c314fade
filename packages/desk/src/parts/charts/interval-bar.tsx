import classes from './charts.module.css'

interface Props {
  share: number | null
  low: number | null
  high: number | null
  /** The end of the scale, which begins at 0. */
  end?: number
}

/** Draws a share as a dot on its interval. The numbers beside it say the same. */
export function IntervalBar({ share, low, high, end = 1 }: Props) {
  if (low === null || high === null) return null
  const at = (value: number): string => `${Math.min(1, value / end) * 100}%`
  return (
    <span className={classes.interval} aria-hidden="true">
      <span
        className={classes.whisker}
        style={{
          insetInlineStart: at(low),
          inlineSize: `${(Math.min(1, high / end) - Math.min(1, low / end)) * 100}%`,
        }}
      />
      {share !== null && <span className={classes.dot} style={{ insetInlineStart: at(share) }} />}
    </span>
  )
}
