/** A clock that only its owner moves. It never goes back. */
export interface MovedClock {
  now(): Date
  /** Moves to a time. A time that has passed changes nothing. */
  moveTo(at: Date): void
  pass(seconds: number): void
}

export function createMovedClock(start: Date): MovedClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    moveTo(at) {
      now = Math.max(now, at.getTime())
    },
    pass(seconds) {
      now += seconds * 1000
    },
  }
}
