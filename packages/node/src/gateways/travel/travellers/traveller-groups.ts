import type { GroupAttribute, SelectorKind } from '@entente/contracts'
import { countryRegion, mainScript } from '@entente/matching'
import type { SubjectInContext } from '../../../pipeline/gateway/gateway.ts'

const notSaid = 'not-said'
/** The first age of each band, in years. */
const bands = [
  [60, '60-and-over'],
  [45, '45-59'],
  [30, '30-44'],
  [18, '18-29'],
  [0, 'under-18'],
] as const

/**
 * Returns the groups of a traveller for the rates of groups; null once the record is masked. Regions are those of the first nationality
 * and of the state that issued the first document; the age is that on the day of receipt. Messages do not say a language.
 */
export function travellerGroups(
  { subject, row }: Pick<SubjectInContext, 'subject' | 'row'>,
  now: Date,
): Partial<Record<GroupAttribute, string>> | null {
  if (row.mask_at !== null && row.mask_at <= now) return null
  const selectors = subject.parties.flatMap((party) => party.selectors)
  const valuesOf = (kind: SelectorKind) => selectors.filter((one) => one.kind === kind).map(({ value }) => value)
  const issuer = selectors.find((one) => one.kind === 'document' && one.issuer !== null)?.issuer
  return {
    'nationality-region': regionOf(valuesOf('nationality')[0]),
    'issuing-region': regionOf(issuer ?? undefined),
    'name-script': mainScript(valuesOf('name')),
    sex: valuesOf('sex')[0] ?? notSaid,
    'age-band': ageBand(valuesOf('birth-date')[0], row.received_at),
  }
}

const regionOf = (country: string | undefined): string =>
  (country === undefined ? null : countryRegion(country)) ?? notSaid

/** A date without its day or month counts from the first day that it may be. */
function ageBand(birthDate: string | undefined, at: Date): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(birthDate ?? '') ?? []
  if (year === undefined) return notSaid
  const born = Number(year) * 10_000 + Math.max(1, Number(month ?? 1)) * 100 + Math.max(1, Number(day ?? 1))
  const today = Number(at.toISOString().slice(0, 10).replaceAll('-', ''))
  const age = Math.floor((today - born) / 10_000)
  return age > 130 ? notSaid : (bands.find(([from]) => age >= from)?.[1] ?? notSaid)
}
