import type { HitView } from '../evidence/hit-source.ts'
import { HundredDots } from '../evidence/hundred-dots.tsx'
import classes from './decision.module.css'

/** Shows how often hits like the closest one were right. */
export function Track({ views, brief }: { views: HitView[]; brief: boolean }) {
  const [view] = views
  if (!view) return null
  return (
    <div className={classes.track}>
      <HundredDots source={view.source} track={view.track} rule={view.ruleTrack} brief={brief} />
    </div>
  )
}
