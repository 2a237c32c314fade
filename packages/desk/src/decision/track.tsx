import type { HitView } from '../evidence/hit-source.ts'
import { HundredDots } from '../evidence/hundred-dots.tsx'
import classes from './decision.module.css'

/** The share of such hits that were right, beside the decision: of the closest standing hit. */
export function Track({ views, brief }: { views: HitView[]; brief: boolean }) {
  const [view] = views
  if (!view) return null
  return (
    <div className={classes.track}>
      <HundredDots source={view.source} track={view.track} brief={brief} />
    </div>
  )
}
