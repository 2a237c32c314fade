import type { Measured } from './bench-beside.ts'

export type Tree = 'this' | 'older'
export interface Round {
  first: Tree
  this: Measured[]
  older: Measured[]
}

/** Measures both trees in every round, one after the other. This tree is first in odd rounds, the older tree in even rounds. */
export async function runRounds(
  rounds: number,
  measure: (tree: Tree) => Promise<Measured[]>,
  ended: (round: Round, number: number) => void,
): Promise<Round[]> {
  const all: Round[] = []
  for (let number = 1; number <= rounds; number += 1) {
    const first: Tree = number % 2 === 1 ? 'this' : 'older'
    const second: Tree = first === 'this' ? 'older' : 'this'
    const measured = { [first]: await measure(first), [second]: await measure(second) } as Record<Tree, Measured[]>
    const round = { first, ...measured }
    all.push(round)
    ended(round, number)
  }
  return all
}
