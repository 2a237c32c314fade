import type { CargoConsignment, CargoItem, CargoMessageHead, CargoParty } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import type { EnsDeclaration, EnsItem, EnsPackaging, EnsTrader } from './rules/declaration.ts'
import { GOODS_RULES } from './rules/goods-rules.ts'
import { PACKAGING_RULES } from './rules/packaging-rules.ts'
import { PARTY_RULES } from './rules/party-rules.ts'
import type { EnsBreach, EnsRule } from './rules/rule.ts'
import { TRANSPORT_RULES } from './rules/transport-rules.ts'

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

/** An item of the declaration, with its element. */
export interface MappedItem {
  scope: Scope<CargoItem>
  node: XmlNode
}

/** Checks a declaration, after its items were read, against the ICS rules, and reports each rule that it breaks. */
export function checkRules(
  consignment: Scope<CargoConsignment>,
  root: XmlNode,
  head: CargoMessageHead,
  items: readonly MappedItem[],
): void {
  const ens = declarationOf(consignment.owner, root, head, items)
  for (const { rule, item, party, at, expected, actual, further } of checkEnsRules(ens)) {
    const mapped = item === null ? undefined : items[ens.items.indexOf(item)]
    const sent = elementOf(at, rule.element)
    const scope: Scope<CargoConsignment> | Scope<CargoItem> = mapped?.scope ?? consignment
    scope.report(rule.code, null, {
      message: `ICS rule ${rule.rule}: ${rule.says}${further > 0 ? ` (${further} more)` : ''}`,
      rule: rule.rule,
      ...(sent === undefined ? {} : { sent }),
      ...(party === null ? {} : { party }),
      expected,
      actual,
    })
  }
}

/** Returns the element that a rule is about, at the place of the breach or beside it; else the place itself. */
function elementOf(at: XmlNode | null, element: string | undefined): XmlNode | undefined {
  const found = element === undefined ? undefined : (at?.child(element) ?? at?.parent?.child(element))
  return found ?? at ?? undefined
}

function declarationOf(
  { parties }: CargoConsignment,
  root: XmlNode,
  { declared, conveyance }: CargoMessageHead,
  items: readonly MappedItem[],
): EnsDeclaration {
  const header = root.child('HEAHEA')
  const text = (element: string): string | null => header?.textOf(element) ?? null
  const total = (value: number | null | undefined, element: string) => stated(value, header?.child(element))
  return {
    circumstance: text('SpeCirIndHEA1'),
    mode: text('TraModAtBorHEA76'),
    conveyanceId: conveyance?.id ?? null,
    conveyanceNationality: conveyance?.nationality ?? null,
    conveyanceReference: conveyance?.reference ?? null,
    commercialReference: text('ComRefNumHEA'),
    placeOfLoading: text('PlaLoaGOOITE334'),
    totalItems: total(declared.items, 'TotNumOfIteHEA305'),
    totalPackages: total(declared.packages, 'TotNumOfPacHEA306'),
    totalGrossKg: total(declared.grossKg, 'TotGroMasHEA307'),
    consignor: traderOf(parties, 'consignor', root.child('TRACONCO1')),
    consignee: traderOf(parties, 'consignee', root.child('TRACONCE1')),
    notify: traderOf(parties, 'notify', root.child('NOTPAR670')),
    carrier: traderOf(parties, 'carrier', root.child('TRACARENT601')),
    items: items.map(itemOf),
    at: header ?? root,
  }
}

function itemOf({ scope: { owner }, node }: MappedItem): EnsItem {
  return {
    seq: node.textOf('IteNumGDS7'),
    description: owner.description,
    commodityCode: owner.hs,
    grossKg: stated(owner.grossKg, node.child('GroMasGDS46')),
    placeOfLoading: node.textOf('PlaLoaGOOITE333'),
    commercialReference: node.textOf('ComRefNumGIM1'),
    conveyanceIds: node.all('IDEMEATRAGI970').flatMap((means) => means.textOf('IdeMeaTraGIMEATRA971') ?? []),
    documents: node.all('PRODOCDC2').length,
    mentions: node.all('SPEMENMT2').flatMap((mention) => mention.textOf('AddInfCodMT23') ?? []),
    packagings: node.all('PACGS2').map((packaging, index) => packagingOf(owner, packaging, index)),
    consignor: traderOf(owner.parties, 'consignor', node.child('TRACONCO2')),
    consignee: traderOf(owner.parties, 'consignee', node.child('TRACONCE2')),
    notify: traderOf(owner.parties, 'notify', node.child('PRTNOT640')),
    at: node,
  }
}

function packagingOf({ packagings }: CargoItem, node: XmlNode, index: number): EnsPackaging {
  const { kind = null, number, pieces, marks = null } = packagings[index] ?? {}
  return {
    kind,
    number: stated(number, node.child('NumOfPacGS24')),
    pieces: stated(pieces, node.child('NumOfPieGS25')),
    marks,
    at: node,
  }
}

/** A trader counts as stated if its element is there, even if it is empty. */
function traderOf(parties: CargoParty[], role: CargoParty['role'], node: XmlNode | undefined): EnsTrader | null {
  if (node === undefined) return null
  const party = parties.find((one) => one.role === role)
  const { id = null, name = null, street = null, postcode = null, city = null, country = null } = party ?? {}
  return { tin: id, name, street, postcode, city, country, at: node }
}

/** Returns NaN for a number that was sent and could not be read. */
function stated(value: number | null | undefined, sent: XmlNode | undefined): number | null {
  return value ?? (sent !== undefined && sent.text.trim() !== '' ? Number.NaN : null)
}
