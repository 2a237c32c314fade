import type { Random } from '@entente/testkit'

/** The target of a strike: a process is killed, or the disk is filled and emptied again. */
export type Victim = 'node' | 'postgres' | 'disk'
export interface Kill {
  victim: Victim
  /** The number of acknowledged messages after which the kill is due. */
  after: number
  /** Milliseconds to wait after that. */
  delay: number
}

/**
 * Plans kills at random moments of the run; the last kills happen while only jobs are left. Node and database may be killed at nearly the same time.
 * The disk fills during the first half, because a message must arrive while it is full.
 */
export function planKills(
  random: Random,
  given: { messages: number; nodeKills: number; postgresKills: number; fullDisks: number },
): Kill[] {
  const victims: Victim[] = [
    ...Array.from({ length: given.nodeKills }, () => 'node' as const),
    ...Array.from({ length: given.postgresKills }, () => 'postgres' as const),
    ...Array.from({ length: given.fullDisks }, () => 'disk' as const),
  ]
  return victims
    .map((victim) => ({
      victim,
      after: random.between(1, victim === 'disk' ? Math.ceil(given.messages / 2) : given.messages),
      delay: random.between(0, 60),
    }))
    .sort((a, b) => a.after - b.after)
}
