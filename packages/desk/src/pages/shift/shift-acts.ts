import type { CaseRow, SecondWanted } from '@entente/contracts'

/** Returns whether a supervisor may give the case to a colleague. A proposal that waits stays with its proposer. */
export const mayAssign = ({ state }: Pick<CaseRow, 'state'>): boolean => state !== 'awaiting-second'

/** Returns whether the people who can confirm a proposal may be reminded now. */
export function mayRemind({ people, reminded }: Pick<SecondWanted, 'people' | 'reminded'>, now: number): boolean {
  const { nextAt, count } = reminded
  return people !== 0 && (nextAt === null ? count === 0 : Date.parse(nextAt) <= now)
}

/**
 * Returns the case that a key acts on, of those on which it may act: the selected case, from whichever list it was selected. The first case only
 * if nothing is selected, so that a key never acts on another case than the one that the person looks at.
 */
export function caseOfKey(selected: string | undefined, cases: readonly string[]): string | null {
  if (selected === undefined) return cases[0] ?? null
  const id = selected.replace(/^(risk|second)-/, '')
  return cases.includes(id) ? id : null
}
