import type { Random } from '@entente/testkit'

export type Victim = 'node' | 'postgres'
export interface Kill {
  victim: Victim
  /** Comes once so many messages were acknowledged … */
  after: number
  /** … and so many milliseconds have passed since. */
  delay: number
}

/** Kills at random places of the run, the last ones while only jobs are left. Node and database can be hit at nearly the same moment. */
export function planKills(
  random: Random,
  given: { messages: number; nodeKills: number; postgresKills: number },
): Kill[] {
  const victims: Victim[] = [
    ...Array.from({ length: given.nodeKills }, () => 'node' as const),
    ...Array.from({ length: given.postgresKills }, () => 'postgres' as const),
  ]
  return victims
    .map((victim) => ({ victim, after: random.between(1, given.messages), delay: random.between(0, 60) }))
    .sort((a, b) => a.after - b.after)
}
