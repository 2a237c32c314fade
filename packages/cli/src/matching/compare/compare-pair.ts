import type { Finding } from '@entente/contracts'
import { ArgumentError, type Comparison, checkIdentity, compare, countryCodes, type Identity } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'
import { printResult, table } from '../../command/output.ts'
import { readThreshold } from '../input/threshold.ts'

export interface CompareSideOptions {
  birthDate: string[]
  nationality: string[]
  gender: string | undefined
  document: string[]
  birthPlace: string[]
}
export interface CompareOptions {
  kind?: 'person' | 'org' | 'vessel' | 'entity'
  threshold?: string
  json?: boolean
  a: CompareSideOptions
  b: CompareSideOptions
}

/** Splits `NUMBER:COUNTRY`. If no known country follows the colon, the colon is part of the number. */
function readDocument(text: string): { number: string; country?: string } {
  const colon = text.lastIndexOf(':')
  const country = colon < 0 ? '' : text.slice(colon + 1).trim()
  return country !== '' && countryCodes(country) !== null ? { number: text.slice(0, colon), country } : { number: text }
}

const readSide = (name: string, side: CompareSideOptions, kind: CompareOptions['kind']): Identity => ({
  ...(kind === undefined ? {} : { kind }),
  names: [name],
  birthDates: side.birthDate,
  nationalities: side.nationality,
  ...(side.gender === undefined ? {} : { gender: side.gender as 'male' | 'female' | 'other' }),
  birthPlaces: side.birthPlace,
  documents: side.document.map(readDocument),
})

/** Lists the ignored values as findings, as a list loader does: unknown nationalities and unusable document numbers. */
function ignored(identity: Identity, at: string): Finding[] {
  return checkIdentity(identity).faults.flatMap((fault): Finding[] =>
    fault.code === 'nationality-unknown' || fault.code === 'document-unusable'
      ? [
          {
            code: fault.code.toUpperCase().replaceAll('-', '_'),
            severity: 'info',
            message: `${fault.message} It is not compared.`,
            position: null,
            literal: null,
            at: `${at}${fault.at}`,
          },
        ]
      : [],
  )
}

/**
 * Prints the explanation of one pair. If the input is valid, the exit status is 0. Fails with `threshold-invalid` and the codes of `compare`:
 * `name-empty`, `name-too-long`, `birth-date-invalid`, `birth-date-implausible`.
 */
export function comparePair(a: string, b: string, options: CompareOptions): 0 {
  const threshold = readThreshold(options.threshold)
  const [left, right] = [readSide(a, options.a, options.kind), readSide(b, options.b, options.kind)]
  let comparison: Comparison
  try {
    comparison = compare(left, right, { threshold, today: new Date().toISOString().slice(0, 10) })
  } catch (error) {
    if (error instanceof ArgumentError) throw new CommandFailure(error.code, error.message)
    throw error
  }
  const findings = [...ignored(left, '/a'), ...ignored(right, '/b')]
  printResult(options.json, { ...comparison, findings }, () => describe(comparison, findings))
  return 0
}

const signed = (weight: number): string => `${weight < 0 ? '-' : '+'}${Math.abs(weight).toFixed(2)}`.padStart(7)

/** Describes a comparison as text. The weights add up to the last line, except that each is rounded to two places. */
function describe(
  { score, logOdds, threshold, verdict, matchedName, evidence }: Comparison,
  findings: Finding[],
): string[] {
  return [
    `${verdict}: score ${score.toFixed(3)} (threshold ${threshold})`,
    ...(matchedName === null ? [] : [`compared: "${matchedName.a}" with "${matchedName.b}" (${matchedName.quality})`]),
    '',
    ...table([
      [' weight', 'evidence'],
      ...evidence.map(({ weight, text }) => [signed(weight), text]),
      [signed(logOdds), `total: score = 1 / (1 + e^${signed(-logOdds).trim()})`],
    ]),
    ...(findings.length === 0 ? [] : ['', ...findings.map(({ code, at, message }) => `${code} ${at}: ${message}`)]),
  ]
}
