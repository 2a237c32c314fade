import type { Identity } from '@entente/contracts'
import { countryCodes, mainScript } from '@entente/matching'

/** A person's decision on a hit; null if there is none. */
export type HitDecision = 'confirmed' | 'dismissed' | null
interface Counts {
  hits: number
  confirmed: number
  dismissed: number
}
/** Counts of people in a group: all, with a hit under the threshold in force, with one under the proposed threshold. */
type Group = [people: number, inForce: number, proposed: number]
/** The counts of a trial so far. They name nobody but contain small numbers, so only `publishTally` publishes them. */
export interface Tally {
  people: number
  notComparable: number
  inForce: Counts
  proposed: Counts
  appear: Counts
  vanish: Counts
  script: Record<string, Group>
  nationality: Record<string, Group>
}

const none = (): Counts => ({ hits: 0, confirmed: 0, dismissed: 0 })
export const emptyTally = (): Tally => ({
  ...{ people: 0, notComparable: 0, inForce: none(), proposed: none(), appear: none(), vanish: none() },
  ...{ script: {}, nationality: {} },
})

/** Adds one person with the scores of their hits, from the lower threshold on. */
export function addPerson(
  tally: Tally,
  identity: Identity,
  hits: readonly { score: number; decision: HitDecision }[],
  thresholds: { inForce: number; proposed: number },
): void {
  tally.people += 1
  let [inForce, proposed] = [0, 0]
  for (const { score, decision } of hits) {
    const now = score >= thresholds.inForce
    const then = score >= thresholds.proposed
    if (now) count(tally.inForce, decision)
    if (then) count(tally.proposed, decision)
    if (then && !now) count(tally.appear, decision)
    if (now && !then) count(tally.vanish, decision)
    inForce += Number(now)
    proposed += Number(then)
  }
  for (const [groups, value] of [
    [tally.script, mainScript(identity.names)],
    [tally.nationality, nationalityOf(identity)],
  ] as const) {
    const group = groups[value] ?? [0, 0, 0]
    groups[value] = [group[0] + 1, group[1] + Number(inForce > 0), group[2] + Number(proposed > 0)]
  }
}

function count(counts: Counts, decision: HitDecision): void {
  counts.hits += 1
  if (decision !== null) counts[decision] += 1
}

/** Returns the first stated nationality, so that each person is in one group. */
function nationalityOf({ nationalities = [] }: Identity): string {
  const [first] = nationalities
  if (first === undefined) return 'not-said'
  return countryCodes(first)?.[0] ?? 'not-said'
}
