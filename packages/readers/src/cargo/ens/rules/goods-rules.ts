import { type EnsRule, headerRule, itemRule } from './rule.ts'

const MOST_ITEMS = 999
/** An authorised economic operator may leave out the mass. */
const AUTHORISED_OPERATOR = 'E'

/** Rules about items: their numbers, mass, documents and descriptions. */
export const GOODS_RULES: EnsRule[] = [
  {
    rule: '8102',
    code: 'ITEM_SEQUENCE',
    says: 'item numbers run from 1 without gaps',
    element: 'IteNumGDS7',
    check(ens, tell) {
      for (const [index, item] of ens.items.entries()) {
        if (item.seq !== null && Number(item.seq) === index + 1) continue
        // One breach is enough: each number after a gap is off as well.
        return tell({ at: item.at, item, expected: index + 1, actual: item.seq })
      }
    },
  },
  itemRule(
    '8103',
    'an item has a gross mass unless the header has the total mass or the circumstance is E',
    'GroMasGDS46',
    (item, ens) => item.grossKg === null && ens.totalGrossKg === null && ens.circumstance !== AUTHORISED_OPERATOR,
  ),
  itemRule(
    '8170',
    'an item has a document or a commercial reference',
    'PRODOCDC2',
    (item, ens) => item.documents === 0 && item.commercialReference === null && ens.commercialReference === null,
  ),
  {
    rule: '8206',
    code: 'ENS_RULE',
    says: 'the total number of items is the number of items present',
    element: 'TotNumOfIteHEA305',
    check(ens, tell) {
      const { totalItems, items } = ens
      if (totalItems === null || Number.isNaN(totalItems) || totalItems === items.length) return
      tell({ at: ens.at, expected: totalItems, actual: items.length })
    },
  },
  itemRule(
    '8207',
    'an item has a description or a commodity code',
    'GooDesGDS23',
    (item) => item.description === null && item.commodityCode === null,
  ),
  headerRule(
    '8611',
    `a declaration has at most ${MOST_ITEMS} items`,
    'TotNumOfIteHEA305',
    (ens) => ens.items.length > MOST_ITEMS,
    (ens) => ens.items.length,
  ),
]
