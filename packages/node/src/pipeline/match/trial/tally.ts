import type { Identity } from '@entente/contracts'
import { countryCodes, mainScript } from '@entente/matching'

/** What people decided of a hit; null where nobody did. */
export type HitDecision = 'confirmed' | 'dismissed' | null
interface Counts {
  hits: number
  confirmed: number
  dismissed: number
}
/** People of a group: all, those with a hit under the threshold in force, those with one under the proposed. */
type Group = [people: number, inForce: number, proposed: number]
/** What a trial counted until now. It names nobody, but holds small numbers: it is published by `publishTally` only. */
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

/** Adds one person with the scores of their hits from the lower of both thresholds on. */
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

/** The first that is stated, so that everybody is in one group. */
function nationalityOf({ nationalities = [] }: Identity): string {
  const [first] = nationalities
  if (first === undefined) return 'not-said'
  return countryCodes(first)?.[0] ?? 'not-said'
}
