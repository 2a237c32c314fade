import { randomUUID } from 'node:crypto'
import type { StatementGroup } from './group-statements.ts'

export interface Assigned extends StatementGroup {
  travellerId: string
  /** Nobody was known by this id before. */
  isNew: boolean
}
export interface Assignment {
  groups: Assigned[]
  /** Travellers that turned out to be another one. */
  merged: { from: string; into: string }[]
  /** Travellers about whom nothing is said any more. */
  left: string[]
}

/**
 * Gives each group its traveller, so that a traveller keeps their id as long as anything said about them remains: first who has a case, then who most
 * statements name. `hints` are travellers of statements that a new reading of the same message replaced, or that a person told apart.
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
