import { compilePattern } from '../../../../exchange/signals/false-positives/compile-patterns.ts'

/** A pattern looks at this many characters of each line. */
export const mostOfLine = 4096

export interface RulePattern {
  source: string
  test: (text: string) => boolean
  /** Returns the steps that a test of a text costs. */
  stepsFor: (text: string) => number
}

/**
 * Compiles an RE2 pattern, or returns the reason in words why it cannot be used. The time of a test is linear in the text. A
 * text is tested line by line, because descriptions have a line for each item: `^` and `$` are the ends of a line, and each
 * line is cut at 4,096 characters.
 */
export function compileRulePattern(source: string): RulePattern | string {
  const compiled = compilePattern(source)
  if (typeof compiled === 'string') return compiled
  const { size, test } = compiled
  const testLine = (line: string) => test(line.length > mostOfLine ? line.slice(0, mostOfLine) : line)
  const stepsOfCharacter = isOfWords(source) ? 1 / 8 : Math.max(1, size) / 3
  return {
    source,
    test: (text) => (text.includes('\n') ? text.split('\n').some(testLine) : testLine(text)),
    stepsFor: (text) => Math.ceil(testedCharacters(text) * stepsOfCharacter),
  }
}

const testedCharacters = (text: string): number =>
  text.length <= mostOfLine || text.includes('\n') ? text.length : mostOfLine

/**
 * Tests whether a pattern has words and their alternatives only. For these the matcher has few states and needs some
 * nanoseconds a character. With classes, repetitions or many optional parts it may need that for each of its instructions.
 */
function isOfWords(source: string): boolean {
  const plain = source.replace(/\\[bB^$.|?*+()[\]{}\\/-]/g, '').replace(/\(\?(?:i\)|:)/g, '(')
  if (/[\\[\].*+{}]|\|\)|\(\||\|\||^\||\|$/.test(plain)) return false
  return (plain.match(/\?/g) ?? []).length <= 4
}
