import type { Finding } from '@entente/contracts'
import { type Details, type FieldName, parse } from 'mrz'
import { checkDigitPasses } from './check-digit.ts'
import { cleanLines } from './clean-lines.ts'
import { correctLines } from './correct-lines.ts'
import { type Layout, textAt } from './layouts.ts'
import type { MrzCheck, MrzDate, MrzReading } from './mrz-reading.ts'
import { birthDateOf, expiryDateOf, readMrzDate } from './read-dates.ts'

/**
 * Reads a machine readable zone (ICAO 9303 parts 4 to 7: TD3, TD1, TD2, visas MRV-A and MRV-B; and the French card).
 * Never throws.
 * @param lines the scanned lines, or one string with all of them
 * @param given.referenceDate `YYYY-MM-DD` of the journey, to choose the centuries of two-digit years; without it the
 * dates' `value` is null
 */
export function readMrz(lines: string[], given: { referenceDate?: string } = {}): MrzReading {
  const cleaned = cleanLines(lines)
  if (!cleaned.layout) return unreadable(cleaned.lines)
  const { layout } = cleaned
  const { lines: corrected, corrections } = correctLines(cleaned.lines, layout)
  const findings: Finding[] = [...cleaned.findings]
  for (const c of corrections) {
    const message = `${c.original} read as ${c.corrected}: the only replacement with which the check digit passes.`
    findings.push(finding('MRZ_CORRECTED', 'notice', message, c.original, c.line, c.column))
  }
  const details = detailsOf(corrected, layout)
  const checks = checksOf(corrected, layout, details)
  for (const check of checks) {
    if (check.passes) continue
    const place = layout.checks.find((c) => c.field === check.field)?.digit
    const message = `The check digit of ${check.field} does not fit.`
    findings.push(
      finding('MRZ_CHECK_DIGIT', 'warning', message, check.digit, (place?.line ?? 0) + 1, (place?.start ?? 0) + 1),
    )
  }
  const value = (name: FieldName) => details.get(name)?.value || null
  const birthDate = dateOf(textAt(corrected, layout.birthDate), 'birth date', findings, (date) =>
    given.referenceDate ? birthDateOf(date, given.referenceDate) : null,
  )
  const expiryDate = layout.expiryDate
    ? dateOf(textAt(corrected, layout.expiryDate), 'expiry date', findings, (date) =>
        given.referenceDate ? expiryDateOf(date, given.referenceDate, birthDate?.value ?? null) : null,
      )
    : null
  if (!given.referenceDate && (birthDate || expiryDate)) {
    findings.push(
      finding(
        'CENTURY_AMBIGUOUS',
        'info',
        'Without a reference date the centuries of the dates stay open.',
        null,
        null,
        null,
      ),
    )
  }
  const names = namesOf(corrected, layout, value)
  if (!names.surname && !names.given)
    findings.push(finding('NAME_MISSING', 'warning', 'The zone states no name.', null, null, null))
  return {
    format: layout.format,
    outcome: 'read',
    valid: checks.every((c) => c.passes),
    lines: corrected,
    documentCode: (corrected[0] ?? '').slice(0, 2).replaceAll('<', '') || null,
    issuingState: stateOf((corrected[0] ?? '').slice(2, 5), details.get('issuingState'), 'issuing state', findings),
    documentNumber:
      layout.format === 'FRENCH_NATIONAL_ID'
        ? textAt(corrected, { line: 1, start: 0, end: 12 })
        : numberOf(value('documentNumber')),
    nationality: layout.nationality
      ? stateOf(textAt(corrected, layout.nationality), details.get('nationality'), 'nationality', findings)
      : null,
    ...names,
    sex: sexOf(textAt(corrected, layout.sex), findings),
    birthDate,
    expiryDate,
    optional: layout.optional ? blanks(textAt(corrected, layout.optional)) || null : null,
    checks,
    corrections,
    findings,
  }
}

/**
 * Parses the fields with the package `mrz`. It has no visa formats, so a visa is parsed as a passport or TD2 card:
 * their common part is equal.
 */
function detailsOf(lines: string[], layout: Layout): Map<FieldName, Details> {
  const visa = layout.format === 'MRV-A' || layout.format === 'MRV-B'
  const first = `${layout.format === 'MRV-A' ? 'P' : 'I'}${(lines[0] ?? '').slice(1)}`
  try {
    const read = parse(visa ? [first, ...lines.slice(1)] : lines, { autocorrect: false })
    return new Map(read.details.flatMap((d) => (d.field ? [[d.field, d] as const] : [])))
  } catch {
    return new Map()
  }
}

function checksOf(lines: string[], layout: Layout, details: Map<FieldName, Details>): MrzCheck[] {
  return layout.checks.map((check) => {
    const digit = textAt(lines, check.digit)
    const text = check.over.map((stretch) => textAt(lines, stretch)).join('')
    // TD1 and TD2 numbers above nine characters continue in the optional data, followed by their digit.
    if (check.field === 'documentNumber' && digit === '<' && /[^<]/.test(text)) {
      const long = details.get('documentNumberCheckDigit')
      return { field: check.field, digit: long?.value ?? '<', passes: long?.valid ?? false }
    }
    return { field: check.field, digit, passes: checkDigitPasses(text, digit) }
  })
}

function dateOf(
  literal: string,
  what: string,
  findings: Finding[],
  inCentury: (date: Omit<MrzDate, 'value'>) => string | null,
): MrzDate | null {
  const date = readMrzDate(literal)
  if (!date) {
    findings.push(finding('DATE_INVALID', 'warning', `The ${what} is no date.`, literal, null, null))
    return null
  }
  return { ...date, value: inCentury(date) }
}

function namesOf(lines: string[], layout: Layout, value: (name: FieldName) => string | null) {
  const field = textAt(lines, layout.name)
  const parts = { surname: value('lastName'), given: value('firstName') }
  return { ...parts, nameMayBeTruncated: !field.endsWith('<') }
}

function stateOf(text: string, detail: Details | undefined, what: string, findings: Finding[]): string | null {
  const code = text.replaceAll('<', '')
  if (code === '' || /[^A-Z]/.test(code)) {
    findings.push(finding('NATIONALITY_UNKNOWN', 'notice', `The ${what} is no code of a state.`, text, null, null))
    return null
  }
  if (detail && !detail.valid) {
    findings.push(
      finding('NATIONALITY_UNKNOWN', 'notice', `The ${what} is not in the list of states.`, text, null, null),
    )
  }
  return code
}

function sexOf(text: string, findings: Finding[]): 'M' | 'F' | 'X' | null {
  if (text === 'M' || text === 'F' || text === 'X') return text
  if (text !== '<') findings.push(finding('SEX_UNKNOWN', 'notice', 'The sex is none of M, F, X, <.', text, null, null))
  return null
}

const blanks = (text: string) => text.replace(/<+$/, '').replaceAll('<', ' ')
const numberOf = (text: string | null) => text?.replaceAll(' ', '').replaceAll('<', '') || null

function finding(
  code: string,
  severity: Finding['severity'],
  message: string,
  literal: string | null,
  line: number | null,
  column: number | null,
): Finding {
  return { code, severity, message, position: line === null ? null : { line, column }, literal, at: null }
}

function unreadable(lines: string[]): MrzReading {
  const message = 'Neither two lines of 36 or 44 characters nor three of 30.'
  return {
    format: null,
    outcome: 'quarantined',
    valid: false,
    lines,
    documentCode: null,
    issuingState: null,
    documentNumber: null,
    nationality: null,
    surname: null,
    given: null,
    nameMayBeTruncated: false,
    sex: null,
    birthDate: null,
    expiryDate: null,
    optional: null,
    checks: [],
    corrections: [],
    findings: [finding('MRZ_FORMAT_UNKNOWN', 'error', message, lines[0]?.slice(0, 120) ?? null, null, null)],
  }
}
