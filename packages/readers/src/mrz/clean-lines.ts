import type { Finding } from '@entente/contracts'
import { type Layout, layouts } from './layouts.ts'
import type { MrzFormat } from './mrz-reading.ts'

const widths = [30, 36, 44] as const

/**
 * Normalises scanned or typed lines. It converts them to upper case, removes blanks, replaces guillemets by fillers, cuts
 * one long string into lines, and adds missing fillers at the end of a name line. Reports each change as a finding.
 */
export function cleanLines(given: readonly string[]): { lines: string[]; layout: Layout | null; findings: Finding[] } {
  const findings: Finding[] = []
  let lines = given
    .flatMap((line) => line.split(/[\r\n]+/))
    .map((line) =>
      line
        .toUpperCase()
        .replace(/[«‹]/g, (c) => (c === '«' ? '<<' : '<'))
        .replace(/\s+/g, ''),
    )
    .filter((line) => line !== '')
  lines = cutLong(lines)
  const layout = layoutOf(lines)
  if (!layout) return { lines, layout: null, findings }
  lines = lines.map((line, i) => {
    if (line.length === layout.width) return line
    findings.push({
      code: 'MRZ_LINE_PADDED',
      severity: 'notice',
      message: `Line ${i + 1} has ${line.length} of ${layout.width} characters: filled up with <.`,
      position: { line: i + 1, column: line.length + 1 },
      literal: line,
      at: null,
    })
    return line.padEnd(layout.width, '<')
  })
  lines.forEach((line, i) => {
    const bad = /[^A-Z0-9<]/.exec(line)
    if (!bad) return
    findings.push({
      code: 'MRZ_CHARACTER_INVALID',
      severity: 'warning',
      message: `Line ${i + 1} holds a character that no zone has: ${bad[0]}.`,
      position: { line: i + 1, column: bad.index + 1 },
      literal: line,
      at: null,
    })
  })
  return { lines, layout, findings }
}

function cutLong(lines: string[]): string[] {
  const [only] = lines
  if (lines.length !== 1 || only === undefined) return lines
  const count = only.length === 90 ? 3 : only.length === 72 || only.length === 88 ? 2 : 1
  const width = only.length / count
  return Array.from({ length: count }, (_, i) => only.slice(i * width, (i + 1) * width))
}

/**
 * Chooses the layout by the number and width of the lines and by the first letters. Only the name line may be too short,
 * because only that line ends in fillers.
 */
function layoutOf(lines: readonly string[]): Layout | null {
  if (lines.length !== 2 && lines.length !== 3) return null
  const nameLine = lines.length === 3 ? 2 : 0
  const others = new Set(lines.filter((_, i) => i !== nameLine).map((line) => line.length))
  const [width] = others
  if (others.size !== 1 || !widths.some((w) => w === width)) return null
  if ((lines[nameLine] as string).length > (width as number)) return null
  const format = formatOf(lines as [string, ...string[]], width as (typeof widths)[number])
  return format ? layouts[format] : null
}

function formatOf(lines: readonly [string, ...string[]], width: (typeof widths)[number]): MrzFormat | null {
  if (lines.length === 3) return width === 30 ? 'TD1' : null
  const visa = lines[0].startsWith('V')
  if (width === 44) return visa ? 'MRV-A' : 'TD3'
  if (width === 36) return visa ? 'MRV-B' : lines[0].startsWith('IDFRA') ? 'FRENCH_NATIONAL_ID' : 'TD2'
  return null
}
