import { describe, expect, test } from 'vitest'
import { checkEnsRules, ENS_RULES } from './check-ens-rules.ts'
import type { EnsDeclaration, EnsItem, EnsPackaging, EnsTrader } from './rules/declaration.ts'

const trader = (stated: Partial<EnsTrader> = {}): EnsTrader => ({
  tin: null,
  name: 'Tamsin Orr Ltd',
  street: '4 Quay Row',
  postcode: 'ZZ1 2AB',
  city: 'Portmere',
  country: 'GB',
  at: null,
  ...stated,
})
const known = (tin = 'GB100200300'): EnsTrader =>
  trader({ tin, name: null, street: null, postcode: null, city: null, country: null })
const packaging = (stated: Partial<EnsPackaging> = {}): EnsPackaging => ({
  kind: 'CT',
  number: 2,
  pieces: null,
  marks: 'A-1',
  at: null,
  ...stated,
})
const item = (stated: Partial<EnsItem> = {}): EnsItem => ({
  seq: '1',
  description: 'Oak chairs',
  commodityCode: '940161',
  grossKg: 10,
  placeOfLoading: null,
  commercialReference: null,
  conveyanceIds: [],
  documents: 1,
  mentions: [],
  packagings: [packaging()],
  consignor: null,
  consignee: null,
  notify: null,
  at: null,
  ...stated,
})
const ens = (stated: Partial<EnsDeclaration> = {}): EnsDeclaration => ({
  circumstance: null,
  mode: '1',
  conveyanceId: '9074729',
  conveyanceNationality: null,
  conveyanceReference: 'V12',
  commercialReference: null,
  placeOfLoading: 'CNSHA',
  totalItems: 1,
  totalPackages: 2,
  totalGrossKg: 10,
  consignor: trader(),
  consignee: known(),
  notify: null,
  carrier: known(),
  items: [item()],
  at: null,
  ...stated,
})
const road = (stated: Partial<EnsDeclaration> = {}) =>
  ens({ mode: '3', conveyanceId: 'AB12 CDE', conveyanceNationality: 'PL', ...stated })
const air = (stated: Partial<EnsDeclaration> = {}) =>
  ens({ mode: '4', conveyanceId: null, conveyanceReference: 'XY123', ...stated })
const lines = (...packagings: EnsPackaging[]) => ens({ items: [item({ packagings })] })
const toOrder = (stated: Partial<EnsItem> = {}) => item({ mentions: ['10600'], ...stated })
const many = (count: number) =>
  ens({ items: Array.from({ length: count }, (_, index) => item({ seq: String(index + 1) })) })

/** Two right and two wrong declarations for each rule. */
const CASES: Record<string, { right: EnsDeclaration[]; wrong: EnsDeclaration[] }> = {
  '8102': {
    right: [ens(), ens({ items: [item(), item({ seq: '2' }), item({ seq: '3' })] })],
    wrong: [ens({ items: [item(), item({ seq: '3' })] }), ens({ items: [item({ seq: null })] })],
  },
  '8103': {
    right: [ens({ items: [item({ grossKg: null })] }), ens({ totalGrossKg: null })],
    wrong: [
      ens({ totalGrossKg: null, items: [item({ grossKg: null })] }),
      ens({ totalGrossKg: null, circumstance: 'C', items: [item(), item({ grossKg: null })] }),
    ],
  },
  '8104': {
    right: [ens(), ens({ placeOfLoading: null, items: [item({ placeOfLoading: 'CNNGB' })] })],
    wrong: [
      ens({ placeOfLoading: null }),
      ens({ placeOfLoading: null, items: [item({ placeOfLoading: 'CNNGB' }), item()] }),
    ],
  },
  '8136': {
    right: [ens(), ens({ placeOfLoading: null, items: [item({ placeOfLoading: 'CNNGB' })] })],
    wrong: [
      ens({ items: [item({ placeOfLoading: 'CNNGB' })] }),
      ens({ items: [item(), item({ placeOfLoading: 'CNSHA' })] }),
    ],
  },
  '8107': {
    right: [ens(), road({ conveyanceId: null, conveyanceNationality: null })],
    wrong: [ens({ conveyanceId: null }), ens({ mode: '8', conveyanceId: null })],
  },
  '8108': {
    right: [road(), road({ mode: '10', conveyanceId: null, conveyanceNationality: null })],
    wrong: [road({ conveyanceNationality: null }), road({ mode: '11', conveyanceNationality: null })],
  },
  '8113': {
    right: [air(), ens()],
    wrong: [air({ conveyanceId: 'G-ABCD' }), air({ conveyanceId: '9074729' })],
  },
  '8114': {
    right: [ens(), ens({ mode: '8', conveyanceId: '02312345' })],
    wrong: [ens({ conveyanceId: 'MV BELLA' }), ens({ items: [item({ conveyanceIds: ['123456'] })] })],
  },
  '8115': {
    right: [ens(), road()],
    wrong: [ens({ conveyanceNationality: 'PA' }), road({ conveyanceId: null })],
  },
  '8117': {
    right: [
      ens({
        totalPackages: 3,
        items: [item({ packagings: [packaging(), packaging({ kind: 'VL', number: null, marks: null })] })],
      }),
      ens({ totalPackages: 7, items: [item({ packagings: [packaging({ kind: 'NE', number: null, pieces: 7 })] })] }),
    ],
    wrong: [ens({ totalPackages: 3 }), ens({ totalPackages: 2, items: [item(), item({ seq: '2' })] })],
  },
  '8118': {
    right: [air(), air({ conveyanceReference: 'XYZ0123A' })],
    wrong: [air({ conveyanceReference: 'VOYAGE 12' }), air({ conveyanceReference: null })],
  },
  '8119': {
    right: [ens(), ens({ consignor: null, items: [item({ consignor: trader() })] })],
    wrong: [
      ens({ items: [item({ consignor: trader() })] }),
      ens({ consignor: known(), items: [item(), item({ consignor: known() })] }),
    ],
  },
  '8193': {
    right: [
      ens({
        consignor: null,
        items: [item({ consignor: trader() }), item({ consignor: trader({ name: 'Orla Finn' }) })],
      }),
      ens({
        consignor: null,
        items: [item({ consignor: known() }), item({ consignor: known() }), item({ consignor: known('GB9') })],
      }),
    ],
    wrong: [
      ens({ consignor: null, items: [item({ consignor: trader() })] }),
      ens({
        consignor: null,
        items: [item({ consignor: trader() }), item({ consignor: trader({ name: 'TAMSIN ORR LTD' }) })],
      }),
    ],
  },
  '8149': {
    right: [
      lines(packaging({ kind: 'VR', number: null, marks: null })),
      lines(packaging({ kind: 'VQ', number: null, marks: null })),
    ],
    wrong: [lines(packaging({ kind: 'VG' })), lines(packaging({ kind: 'VO', number: null, pieces: 1 }))],
  },
  '8150': {
    right: [
      lines(packaging({ kind: 'NE', number: null, pieces: 4 })),
      lines(packaging({ kind: 'NG', number: null, pieces: 1 })),
    ],
    wrong: [lines(packaging({ kind: 'NF', number: null })), lines(packaging({ kind: 'NE', number: 1, pieces: 4 }))],
  },
  '8151': {
    right: [lines(packaging()), lines(packaging({ kind: 'DR', number: 0 }), packaging())],
    wrong: [lines(packaging({ number: null })), lines(packaging({ pieces: 3 }))],
  },
  '8152': {
    right: [
      lines(packaging()),
      ens({ circumstance: 'E', items: [item({ packagings: [packaging({ marks: null })] })] }),
    ],
    wrong: [lines(packaging({ marks: null })), lines(packaging(), packaging({ kind: 'PK', marks: null }))],
  },
  '8153': {
    right: [
      lines(packaging({ number: 0 }), packaging()),
      ens({
        items: [item({ packagings: [packaging({ number: 0 })] }), item({ packagings: [packaging({ number: 5 })] })],
      }),
    ],
    wrong: [lines(packaging({ number: 0 }), packaging({ marks: 'B-2' })), lines(packaging({ number: 0, marks: null }))],
  },
  '8164': {
    right: [ens(), road({ carrier: trader() })],
    wrong: [ens({ carrier: trader() }), air({ carrier: trader() })],
  },
  '8170': {
    right: [
      ens({ items: [item({ documents: 0, commercialReference: 'UCR1' })] }),
      ens({ commercialReference: 'UCR2', items: [item({ documents: 0 })] }),
    ],
    wrong: [ens({ items: [item({ documents: 0 })] }), ens({ items: [item(), item({ documents: 0 })] })],
  },
  '8206': {
    right: [ens(), ens({ totalItems: null })],
    wrong: [ens({ totalItems: 2 }), ens({ items: [item(), item({ seq: '2' })] })],
  },
  '8207': {
    right: [ens({ items: [item({ description: null })] }), ens({ items: [item({ commodityCode: null })] })],
    wrong: [
      ens({ items: [item({ description: null, commodityCode: null })] }),
      ens({ items: [item(), item({ description: null, commodityCode: null })] }),
    ],
  },
  '8611': { right: [ens(), many(999)], wrong: [many(1000), many(1500)] },
  '8204': {
    right: [ens(), ens({ consignee: null, notify: known(), items: [toOrder()] })],
    wrong: [ens({ notify: known(), items: [toOrder()] }), ens({ items: [item(), toOrder({ notify: known() })] })],
  },
  '8619': {
    right: [ens({ notify: known(), items: [toOrder(), toOrder()] }), ens()],
    wrong: [ens({ notify: known() }), ens({ notify: known(), items: [toOrder(), item()] })],
  },
  '8620': {
    right: [ens(), ens({ items: [toOrder({ notify: trader() })] })],
    wrong: [ens({ items: [item({ notify: trader() })] }), ens({ items: [toOrder(), item({ notify: known() })] })],
  },
  '8621': {
    right: [ens({ notify: known(), items: [toOrder()] }), ens({ items: [toOrder({ notify: known() })] })],
    wrong: [
      ens({ notify: known(), items: [toOrder({ notify: known() })] }),
      ens({ notify: trader(), items: [item({ notify: trader() })] }),
    ],
  },
  '8622': {
    right: [ens({ notify: known(), items: [toOrder()] }), ens({ items: [toOrder({ notify: known() })] })],
    wrong: [ens({ items: [toOrder()] }), ens({ items: [toOrder({ notify: known() }), toOrder()] })],
  },
  '8623': {
    right: [ens(), ens({ consignee: null, items: [item({ consignee: trader() })] })],
    wrong: [
      ens({ consignee: null }),
      ens({ consignee: null, items: [item({ consignee: trader() }), item({ mentions: ['30400'] })] }),
    ],
  },
  '8624': {
    right: [ens({ items: [toOrder()] }), ens({ consignee: null, items: [item({ consignee: trader() })] })],
    wrong: [
      ens({ consignee: null, items: [toOrder({ consignee: trader() })] }),
      ens({ items: [toOrder({ consignee: known() })] }),
    ],
  },
  '8625': {
    right: [ens(), ens({ consignee: null, items: [item({ consignee: trader() })] })],
    wrong: [
      ens({ items: [item({ consignee: trader() })] }),
      ens({ consignee: trader(), items: [item(), item({ consignee: known() })] }),
    ],
  },
}

const PARTS = ['name', 'street', 'postcode', 'city', 'country'] as const
const HEADER_FIRST = { consignor: 8120, consignee: 8125, notify: 8130, carrier: 8159 } as const
const ITEM_FIRST = { consignor: 8137, consignee: 8142, notify: 8154 } as const
for (const [index, part] of PARTS.entries()) {
  const without = trader({ [part]: null })
  for (const role of ['consignor', 'consignee', 'notify', 'carrier'] as const)
    CASES[String(HEADER_FIRST[role] + index)] = {
      right: [ens({ [role]: trader() }), ens({ [role]: known() })],
      wrong: [ens({ [role]: without }), road({ [role]: { ...without, name: null, [part]: null } })],
    }
  for (const role of ['consignor', 'consignee', 'notify'] as const)
    CASES[String(ITEM_FIRST[role] + index)] = {
      right: [ens({ items: [item({ [role]: trader() })] }), ens({ items: [item({ [role]: known() })] })],
      wrong: [ens({ items: [item({ [role]: without })] }), ens({ items: [item(), item({ [role]: without })] })],
    }
}

const broken = (declaration: EnsDeclaration): string[] => checkEnsRules(declaration).map(({ rule }) => rule.rule)

test('a right declaration of each transport mode breaks no rule', () => {
  for (const declaration of [ens(), road(), air()]) expect(broken(declaration)).toEqual([])
})

describe('each rule tells right declarations from wrong ones', () => {
  for (const { rule, says } of ENS_RULES)
    test(`${rule}: ${says}`, () => {
      const { right, wrong } = CASES[rule]!
      expect([right.length, wrong.length]).toEqual([2, 2])
      for (const declaration of right) expect(broken(declaration)).not.toContain(rule)
      for (const declaration of wrong) expect(broken(declaration)).toContain(rule)
    })
})

test('each rule number is used once', () => {
  expect(new Set(ENS_RULES.map(({ rule }) => rule)).size).toBe(ENS_RULES.length)
  expect(Object.keys(CASES).toSorted()).toEqual(ENS_RULES.map(({ rule }) => rule).toSorted())
})

test('a number that cannot be read counts as stated and is not summed', () => {
  const unreadable = lines(packaging({ number: Number.NaN }))
  expect(broken(unreadable)).toEqual([])
  expect(broken(ens({ totalItems: Number.NaN, totalPackages: Number.NaN }))).toEqual([])
})

test('a rule that many items break is reported ten times, with the number of the others', () => {
  const items = Array.from({ length: 25 }, (_, index) => item({ seq: String(index + 1), description: null }))
  for (const one of items) one.commodityCode = null
  const found = checkEnsRules(ens({ totalItems: 25, totalPackages: 50, items }))
  expect(found.map(({ rule }) => rule.rule)).toEqual(Array(10).fill('8207'))
  expect(found.at(-1)!.further).toBe(15)
})
