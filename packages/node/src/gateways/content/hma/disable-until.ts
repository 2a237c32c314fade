/**
 * HMA's `disable_until_ts`: 1 for an enabled item, 0 for one that is disabled permanently, else the second at which it
 * matches again.
 */
export const enabledSecond = 1
const forGood = '9999-12-31T23:59:59.999Z'

export function secondsOf(time: Date): number {
  return time.toISOString() === forGood ? 0 : Math.floor(time.getTime() / 1000)
}

export function timeOfSeconds(seconds: number): string | null {
  if (seconds === enabledSecond) return null
  return seconds === 0 ? forGood : new Date(1000 * seconds).toISOString()
}
