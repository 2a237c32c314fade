import type { XmlNode } from '../../xml/xml-node.ts'
import type { EnsDeclaration, EnsItem } from './declaration.ts'

/** One breach of a rule: the place, and what the rule expected there. */
export interface EnsBreach {
  at: XmlNode | null
  item: EnsItem | null
  party: EnsPartyRole | null
  expected: string | number | null
  actual: string | number | null
}
export type EnsPartyRole = 'consignor' | 'consignee' | 'notify' | 'carrier'

/** Tells a breach of the rule that is being checked. Parts that are not given are null. */
export type TellBreach = (breach: Partial<EnsBreach> & Pick<EnsBreach, 'at'>) => void

/** One rule of the entry summary declaration, with its number in the United Kingdom's list of ICS rules. */
export interface EnsRule {
  rule: string
  code: 'ENS_RULE' | 'ITEM_SEQUENCE' | 'PACKAGES_MISMATCH'
  /** The demand of the rule, as a sentence. */
  says: string
  /** The element that the rule is about, below the place of a breach. */
  element?: string
  check(ens: EnsDeclaration, tell: TellBreach): void
}

/** Returns a rule that is checked for each item. The test returns true where the item breaks the rule. */
export function itemRule(
  rule: string,
  says: string,
  element: string,
  breaks: (item: EnsItem, ens: EnsDeclaration) => boolean,
): EnsRule {
  return {
    rule,
    code: 'ENS_RULE',
    says,
    element,
    check(ens, tell) {
      for (const item of ens.items) if (breaks(item, ens)) tell({ at: item.at, item })
    },
  }
}

/** Returns a rule about the header. The test returns true if the declaration breaks the rule. */
export function headerRule(
  rule: string,
  says: string,
  element: string,
  breaks: (ens: EnsDeclaration) => boolean,
  actual: (ens: EnsDeclaration) => string | number | null = () => null,
): EnsRule {
  return {
    rule,
    code: 'ENS_RULE',
    says,
    element,
    check(ens, tell) {
      if (breaks(ens)) tell({ at: ens.at, actual: actual(ens) })
    },
  }
}

/** Returns true if the transport mode at the border is one of these codes. A leading zero does not count. */
export function modeIs(ens: EnsDeclaration, ...codes: number[]): boolean {
  return ens.mode !== null && codes.includes(Number(ens.mode))
}
