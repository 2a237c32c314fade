import type { ASTNode } from '@marcbachmann/cel-js'
import type { Range } from './rule-node.ts'

/**
 * Returns a function that gives the range of a part of an expression. The parser leaves out the brackets around a part, so
 * that `a / (b - 1)` would end before its bracket: a range is widened until its brackets match.
 */
export function rangesOf(source: string): (part: ASTNode) => Range {
  // Brackets in texts and comments are none.
  const bare = source.replace(/(['"])(?:\\.|(?!\1)[^\\])*\1|\/\/[^\n]*/gs, (text) => ' '.repeat(text.length))
  return ({ start, end }) => {
    let [from, to] = [start, end]
    let open = 0
    let missing = 0
    for (let at = from; at < to; at += 1) {
      if (bare[at] === '(') open += 1
      else if (bare[at] === ')' && open > 0) open -= 1
      else if (bare[at] === ')') missing += 1
    }
    for (; open > 0 && to < bare.length; to += 1) if (bare[to] === ')') open -= 1
    for (; missing > 0 && from > 0; from -= 1) if (bare[from - 1] === '(') missing -= 1
    return { from, to }
  }
}
