import { dayIn } from '../texts/times.ts'
import type { Badges } from './navigation.ts'
import { useRead } from './query.ts'
import { useZone } from './session.ts'

/** Reads the counts of the lists that the navigation opens. A list by day opens with today. */
export const useBadges = (enabled = true) =>
  useRead<Badges>('/v1/badges', { day: dayIn(Date.now(), useZone()) }, { enabled })
