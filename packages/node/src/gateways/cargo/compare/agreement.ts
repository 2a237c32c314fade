import type { Party } from '@entente/contracts'
import { compare } from '@entente/matching'
import { type ComparableConsignment, type NamedRole, namedRoles } from './comparable-consignment.ts'
import type { StatedSignal } from './stated-signal.ts'

/** One field that agrees, with the value of the consignment and the value of the signal. */
export interface Agreement {
  field:
    | 'container'
    | 'transport document'
    | 'HS code'
    | 'consignee'
    | 'consignor'
    | 'route from'
    | 'route to'
    | 'gross mass'
  a: string
  b: string
  /** The place among the selectors of the goods. */
  selector: number | null
  /** The score of the matcher, for a name. */
  score: number | null
}

/** Scores the parties of a role with the name that a signal states; null if none reaches the threshold. */
export type ScoreName = (role: NamedRole) => { party: Party; score: number } | null

/**
 * Compares a signal with a consignment. Returns every field that the signal states with both sides, or null if one of them
 * does not agree or the consignment does not state it. Names come last, because they cost most.
 */
export function agreementsOf(
  stated: StatedSignal,
  facts: ComparableConsignment,
  scoreName: ScoreName,
): Agreement[] | null {
  const found: Agreement[] = []
  const agree = (field: Agreement['field'], a: string, b: string, selector: number | null = null): void => {
    found.push({ field, a, b, selector, score: null })
  }
  const numbered = [
    ['container', stated.container, facts.containers],
    ['transport document', stated.document, facts.documents],
  ] as const
  for (const [field, number, known] of numbered) {
    if (number === null) continue
    const place = known.get(number)
    if (place === undefined) return null
    agree(field, facts.goods.selectors[place]?.value ?? number, number, place)
  }
  const { hsPrefixes, from, to, leastKg, mostKg } = stated
  if (hsPrefixes !== null) {
    const code = facts.hs.find((one) => hsPrefixes.some((prefix) => one.startsWith(prefix)))
    if (code === undefined) return null
    agree('HS code', code, hsPrefixes.find((prefix) => code.startsWith(prefix)) ?? '')
  }
  for (const [field, place, known] of [
    ['route from', from, facts.from],
    ['route to', to, facts.to],
  ] as const) {
    if (place === null) continue
    if (!known.has(place)) return null
    agree(field, [...known].join(', '), place)
  }
  if (leastKg !== null || mostKg !== null) {
    const { grossKg } = facts
    if (grossKg === null || grossKg < (leastKg ?? 0) || grossKg > (mostKg ?? Number.POSITIVE_INFINITY)) return null
    agree('gross mass', `${grossKg} kg`, `${leastKg ?? 0} to ${mostKg ?? '…'} kg`)
  }
  for (const role of namedRoles) {
    const entry = stated.named[role]
    if (entry === null) continue
    const scored = scoreName(role)
    if (scored === null) return null
    const name = scored.party.selectors.find(({ kind }) => kind === 'name')?.value ?? ''
    const [sought = ''] = entry.names
    found.push({ field: role, a: name, b: String(sought), selector: null, score: scored.score })
  }
  return found
}

/** Scores names by the scores of a search, by role and place of the party. */
export const scoreFound =
  (
    scores: Readonly<Record<NamedRole, readonly number[]>>,
    facts: ComparableConsignment,
    threshold: number,
  ): ScoreName =>
  (role) => {
    let best: { party: Party; score: number } | null = null
    for (const [place, { party }] of facts.named[role].entries()) {
      const score = scores[role][place] ?? 0
      if (score >= threshold && score > (best?.score ?? 0)) best = { party, score }
    }
    return best
  }

/** Scores names pair by pair. */
export const scorePairs =
  (stated: StatedSignal, facts: ComparableConsignment, threshold: number): ScoreName =>
  (role) => {
    const entry = stated.named[role]
    let best: { party: Party; score: number } | null = null
    for (const { party, identity } of entry === null ? [] : facts.named[role]) {
      const { score } = compare(identity, entry as Parameters<typeof compare>[1], { threshold })
      if (score >= threshold && score > (best?.score ?? 0)) best = { party, score }
    }
    return best
  }
