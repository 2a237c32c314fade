import { partsOf, type RuleNode, type Value } from '../language/rule-node.ts'
import { overBudget, type Result, type Run, type Step, Undetermined } from './run.ts'

type Loop = Extract<RuleNode, { kind: 'each' }>

const countParts = (node: RuleNode): number => partsOf(node).reduce((sum, part) => sum + countParts(part), 1)

/** Compiles `exists`, `all`, `exists_one`, `filter` and `map`. Each element costs a step for each part of the condition. */
export function compileLoop({ operator, depth, body, filter }: Loop, list: Step, test: Step | null, step: Step): Step {
  const cost = countParts(body) + (filter === null ? 0 : countParts(filter))
  const loop = operator === 'exists' || operator === 'all' ? decide(operator === 'exists') : collect
  return (run) => {
    const values = list(run)
    return Array.isArray(values) ? loop(run, values) : values
  }

  /** Takes the next element, or returns false if the budget is spent. */
  function enter(run: Run, value: Value): boolean {
    run.left -= cost
    run.locals[depth] = value
    return run.left >= 0
  }

  /** An element without a result does not matter if another element decides (cel.dev, macros). */
  function decide(wanted: boolean): (run: Run, values: readonly Value[]) => Result {
    return (run, values) => {
      let undetermined: Undetermined | null = null
      for (const value of values) {
        if (!enter(run, value)) return overBudget
        const result = step(run)
        if (result === wanted) return wanted
        if (result instanceof Undetermined) undetermined ??= result
      }
      return undetermined ?? !wanted
    }
  }

  function collect(run: Run, values: readonly Value[]): Result {
    const kept: Value[] = []
    for (const value of values) {
      if (!enter(run, value)) return overBudget
      if (test !== null) {
        const wanted = test(run)
        if (wanted instanceof Undetermined) return wanted
        if (wanted === false) continue
      }
      const result = step(run)
      if (result instanceof Undetermined) return result
      if (operator === 'map') kept.push(result)
      else if (result === true) kept.push(value)
    }
    return operator === 'exists_one' ? kept.length === 1 : kept
  }
}
