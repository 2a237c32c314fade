import type { EnsDeclaration, EnsItem, EnsTrader } from './declaration.ts'
import { type EnsPartyRole, type EnsRule, headerRule, itemRule, modeIs } from './rule.ts'

/** Special mention of a negotiable bill of lading "to order": the notify party stands in for the consignee. */
const TO_ORDER = '10600'

/** The fields of a trader without an identification number, in the order of the rule numbers. */
const ADDRESS = ['name', 'street', 'postcode', 'city', 'country'] as const

/** The first rule number of each trader. Name, street, postcode, city and country have consecutive numbers. */
const HEADER_TRADERS: [role: EnsPartyRole, first: number][] = [
  ['consignor', 8120],
  ['consignee', 8125],
  ['notify', 8130],
  ['carrier', 8159],
]
const ITEM_TRADERS: [role: Exclude<EnsPartyRole, 'carrier'>, first: number][] = [
  ['consignor', 8137],
  ['consignee', 8142],
  ['notify', 8154],
]

const lacks = (trader: EnsTrader | null, part: (typeof ADDRESS)[number]): boolean =>
  trader !== null && trader.tin === null && trader[part] === null

const addressRules: EnsRule[] = [
  ...HEADER_TRADERS.flatMap(([role, first]) =>
    ADDRESS.map<EnsRule>((part, index) => ({
      rule: String(first + index),
      code: 'ENS_RULE',
      says: `the ${role} has a ${part} or an identification number`,
      check(ens, tell) {
        const trader = ens[role]
        if (lacks(trader, part)) tell({ at: trader?.at ?? null, party: role })
      },
    })),
  ),
  ...ITEM_TRADERS.flatMap(([role, first]) =>
    ADDRESS.map<EnsRule>((part, index) => ({
      rule: String(first + index),
      code: 'ENS_RULE',
      says: `the ${role} of an item has a ${part} or an identification number`,
      check(ens, tell) {
        for (const item of ens.items) {
          const trader = item[role]
          if (lacks(trader, part)) tell({ at: trader?.at ?? null, item, party: role })
        }
      },
    })),
  ),
]

const isToOrder = (item: EnsItem): boolean => item.mentions.includes(TO_ORDER)

/** The parts of a trader that tell two consignors apart, in upper case. */
function traderKey(trader: EnsTrader): string {
  return JSON.stringify([trader.tin, ...ADDRESS.map((part) => trader[part]?.toUpperCase() ?? null)])
}

/** A single consignor belongs into the header, so item consignors are at least two that are not all the same. */
function consignorsAreOne(ens: EnsDeclaration): boolean {
  const keys = ens.items.flatMap(({ consignor }) => (consignor === null ? [] : [traderKey(consignor)]))
  return keys.length > 0 && new Set(keys).size < 2
}

/** Rules about traders, and about which level states them. */
export const PARTY_RULES: EnsRule[] = [
  ...addressRules,
  headerRule(
    '8119',
    'the consignor stands in the header or at items, not in both',
    'TRACONCO1',
    (ens) => ens.consignor !== null && ens.items.some(({ consignor }) => consignor !== null),
  ),
  headerRule('8193', 'consignors of items differ from each other', 'GOOITEGDS', consignorsAreOne),
  {
    rule: '8164',
    code: 'ENS_RULE',
    says: 'the carrier of modes 1, 4, 8, 10 and 11 has an identification number',
    check(ens, tell) {
      if (ens.carrier !== null && ens.carrier.tin === null && modeIs(ens, 1, 4, 8, 10, 11))
        tell({ at: ens.carrier.at, party: 'carrier' })
    },
  },
  headerRule(
    '8204',
    'the header has no consignee if an item is "to order"',
    'TRACONCE1',
    (ens) => ens.consignee !== null && ens.items.some(isToOrder),
  ),
  headerRule(
    '8619',
    'the header has a notify party only if every item is "to order"',
    'NOTPAR670',
    (ens) => ens.notify !== null && !ens.items.every(isToOrder),
  ),
  itemRule(
    '8620',
    'only an item "to order" has a notify party',
    'PRTNOT640',
    (item) => item.notify !== null && !isToOrder(item),
  ),
  itemRule(
    '8621',
    'an item has no notify party if the header has one',
    'PRTNOT640',
    (item, ens) => item.notify !== null && ens.notify !== null,
  ),
  itemRule(
    '8622',
    'an item "to order" has a notify party, or the header has one',
    'SPEMENMT2',
    (item, ens) => isToOrder(item) && item.notify === null && ens.notify === null,
  ),
  itemRule(
    '8623',
    'an item that is not "to order" has a consignee, or the header has one',
    'TRACONCE2',
    (item, ens) => !isToOrder(item) && item.consignee === null && ens.consignee === null,
  ),
  itemRule(
    '8624',
    'an item "to order" has no consignee',
    'TRACONCE2',
    (item) => isToOrder(item) && item.consignee !== null,
  ),
  itemRule(
    '8625',
    'an item has no consignee if the header has one',
    'TRACONCE2',
    (item, ens) => item.consignee !== null && ens.consignee !== null,
  ),
]
