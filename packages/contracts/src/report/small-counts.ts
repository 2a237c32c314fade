import type { SmallCount } from '../api/matching.ts'

/** Smaller counts than this are not published. */
export const smallestCount = 5

/** Shows a single count: 1 to 4 becomes `<5`. */
export const smallCount = (count: number): SmallCount => (count > 0 && count < smallestCount ? '<5' : count)
export const isHiddenCount = (count: SmallCount): boolean => typeof count !== 'number'

/**
 * Returns whether a total, rounded to the nearest five or small, would reveal the hidden counts, because only their least or greatest
 * values fit. `mostWithheld` is what a reader knows of a withheld count (`sup`): by default that it is the smallest of the counts of 5 or more.
 */
export function totalReveals(
  cells: readonly SmallCount[],
  total: number | '<5',
  mostWithheld: number = leastShown(cells),
): boolean {
  let [least, most] = [0, 0]
  for (const cell of cells) {
    least += cell === '<5' ? 1 : cell === 'sup' ? smallestCount : cell
    most += cell === '<5' ? smallestCount - 1 : cell === 'sup' ? mostWithheld : cell
  }
  const half = Math.floor(smallestCount / 2)
  const [lowest, highest] = total === '<5' ? [1, smallestCount - 1] : [total - half, total + half]
  const [from, to] = [Math.max(lowest, least), Math.min(highest, most)]
  return from === to && (from === least || to === most)
}

/** Returns the smallest shown count that is not 0; without one, no bound. */
export const leastShown = (cells: readonly SmallCount[]): number =>
  Math.min(...cells.filter((cell) => typeof cell === 'number').filter((cell) => cell > 0))
