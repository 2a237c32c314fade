import type { EnsDeclaration } from './declaration.ts'
import { GOODS_RULES } from './goods-rules.ts'
import { PACKAGING_RULES } from './packaging-rules.ts'
import { PARTY_RULES } from './party-rules.ts'
import type { EnsBreach, EnsRule } from './rule.ts'
import { TRANSPORT_RULES } from './transport-rules.ts'

/** The rules of the entry summary declaration that are checked, by the numbers of the United Kingdom's ICS. */
export const ENS_RULES: readonly EnsRule[] = [...GOODS_RULES, ...TRANSPORT_RULES, ...PACKAGING_RULES, ...PARTY_RULES]

/** A rule that a thousand items break is reported for this many places, so that it does not hide other rules. */
const MOST_BREACHES = 10

/** One breach of a rule, with the number of further breaches of the same rule that are not reported. */
export interface BrokenRule extends EnsBreach {
  rule: EnsRule
  further: number
}

/** Checks a declaration against all rules. Returns the breaches by rule, at most 10 a rule. */
export function checkEnsRules(ens: EnsDeclaration): BrokenRule[] {
  const broken: BrokenRule[] = []
  for (const rule of ENS_RULES) {
    let count = 0
    rule.check(ens, (breach) => {
      count++
      if (count > MOST_BREACHES) return
      broken.push({ item: null, party: null, expected: null, actual: null, ...breach, rule, further: 0 })
    })
    if (count > MOST_BREACHES) broken.at(-1)!.further = count - MOST_BREACHES
  }
  return broken
}
