import { randomUUID } from 'node:crypto'
import type { StatementGroup } from './group-statements.ts'

export interface Assigned extends StatementGroup {
  travellerId: string
  /** True where no stored traveller takes this group. */
  isNew: boolean
}
export interface Assignment {
  groups: Assigned[]
  /** Travellers merged into another one. */
  merged: { from: string; into: string }[]
  /** Travellers without any remaining statement. */
  left: string[]
}

/**
 * Assigns each group a traveller. A traveller keeps the id as long as one statement about them remains: of several
 * candidates, a group takes one with a case first, else the one of most of its statements. `hints` maps a statement to
 * its earlier traveller, where a new reading replaced the statement or a person split the traveller.
 */
export function assignTravellers(
  groups: readonly StatementGroup[],
  known: readonly string[],
  hints: ReadonlyMap<string, string>,
  hasCase: ReadonlySet<string>,
): Assignment {
  const claims = groups.map(({ members }) => {
    const votes = new Map<string, number>()
    for (const { id, travellerId } of members) {
      const claimed = hints.get(id) ?? travellerId
      if (claimed !== null) votes.set(claimed, (votes.get(claimed) ?? 0) + 1)
    }
    return votes
  })
  const takenBy = new Map<string, number>()
  const assigned = groups.map((group, index): Assigned => {
    const candidates = [...(claims[index] as Map<string, number>)]
      .filter(([id]) => !takenBy.has(id))
      .sort(([a, m], [b, n]) => Number(hasCase.has(b)) - Number(hasCase.has(a)) || n - m || (a < b ? -1 : 1))
    const travellerId = candidates[0]?.[0]
    if (travellerId !== undefined) takenBy.set(travellerId, index)
    return { ...group, travellerId: travellerId ?? randomUUID(), isNew: travellerId === undefined }
  })
  const merged: Assignment['merged'] = []
  const left: string[] = []
  for (const id of known) {
    if (takenBy.has(id)) continue
    const into = claims.findIndex((votes) => votes.has(id))
    if (into < 0) left.push(id)
    else merged.push({ from: id, into: (assigned[into] as Assigned).travellerId })
  }
  return { groups: assigned, merged, left }
}
