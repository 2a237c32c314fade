import { checkDigitPasses } from './check-digit.ts'
import { type CheckedStretch, type Layout, type Stretch, textAt } from './layouts.ts'
import type { MrzCorrection } from './mrz-reading.ts'

/** Pairs of characters that OCR-B readers confuse. */
const confused: Record<string, string> = {
  O: '0',
  I: '1',
  S: '5',
  B: '8',
  Z: '2',
  G: '6',
  0: 'O',
  1: 'I',
  5: 'S',
  8: 'B',
  2: 'Z',
  6: 'G',
}

/**
 * Corrects a field whose check digit fails, by replacing one confusable character in the field or in the digit. It does
 * so only if exactly one replacement makes the digit pass. Choosing among several would be a guess.
 */
export function correctLines(lines: string[], layout: Layout): { lines: string[]; corrections: MrzCorrection[] } {
  let current = lines
  const corrections: MrzCorrection[] = []
  for (const check of layout.checks) {
    // The composite digit covers several fields. A replacement for it could change fields whose check digits passed.
    if (check.field === 'composite' || passes(current, check)) continue
    if (textAt(current, check.digit) === '<') continue
    const candidates = replacements(current, check).filter((c) => passes(apply(current, c), check))
    if (candidates.length !== 1) continue
    const [only] = candidates as [MrzCorrection]
    current = apply(current, only)
    corrections.push(only)
  }
  return { lines: current, corrections }
}

function passes(lines: readonly string[], check: CheckedStretch): boolean {
  const text = check.over.map((stretch) => textAt(lines, stretch)).join('')
  if (check.numeric && /[A-Z]/.test(text)) return false
  return checkDigitPasses(text, textAt(lines, check.digit))
}

function replacements(lines: readonly string[], check: CheckedStretch): MrzCorrection[] {
  const found: MrzCorrection[] = []
  const collect = (stretch: Stretch, digitsOnly: boolean) => {
    for (let column = stretch.start; column < stretch.end; column++) {
      const original = lines[stretch.line]?.[column] ?? ''
      const corrected = confused[original]
      if (corrected === undefined || (digitsOnly && !/[0-9]/.test(corrected))) continue
      found.push({ field: check.field, line: stretch.line + 1, column: column + 1, original, corrected })
    }
  }
  for (const stretch of check.over) collect(stretch, check.numeric)
  collect(check.digit, true)
  return found
}

function apply(lines: string[], correction: MrzCorrection): string[] {
  return lines.map((line, i) =>
    i === correction.line - 1
      ? line.slice(0, correction.column - 1) + correction.corrected + line.slice(correction.column)
      : line,
  )
}
