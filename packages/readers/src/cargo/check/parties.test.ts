import type { CargoParty } from '@entente/contracts'
import { describe, expect, test } from 'vitest'
import { blankParty } from '../model/blank.ts'
import { isForwarder, isIncomplete, isSameParty, isToOrder, nameInOtherField } from './parties.ts'

const party = (values: Partial<CargoParty>): CargoParty => ({ ...blankParty('consignee', null), ...values })
const whole = { name: 'Lune Traders Ltd', street: '4 Mill Lane', city: 'Lancaster', country: 'GB' }

describe('a negotiable bill', () => {
  test.each([
    'TO ORDER',
    'To the order of Bank of Lune',
    'TO-ORDER OF SHIPPER',
    'ORDER',
    'THE ORDER OF ACORN BANK',
    'UNTO ORDER',
    'UNTO THE ORDER OF ACORN',
    'BEARER',
    'A LA ORDEN DE BANCO ACORN',
    'À L’ORDRE DE BANQUE ACORN',
  ])('%s', (name) => expect(isToOrder(name)).toBe(true))

  test.each(['ORDER SYSTEMS LTD', 'TOORDER GMBH', 'NEW ORDER RECORDS', 'BEARER BROTHERS LTD', 'ORDERLY GOODS'])(
    '%s is a name',
    (name) => expect(isToOrder(name)).toBe(false),
  )
})

describe('an incomplete party', () => {
  test('has neither a name nor an identifier, or a name without a country', () => {
    expect(isIncomplete(party({}), true)).toBe(true)
    expect(isIncomplete(party({ name: 'N/A', country: 'GB' }), true)).toBe(true)
    expect(isIncomplete(party({ ...whole, country: null }), true)).toBe(true)
  })

  test('is not one with an identifier, one to order, or one that repeats another', () => {
    expect(isIncomplete(party(whole), true)).toBe(false)
    expect(isIncomplete(party({ id: 'GB123456789000' }), true)).toBe(false)
    expect(isIncomplete(party({ name: 'Lune', id: 'GB123456789000' }), true)).toBe(false)
    expect(isIncomplete(party({ taxIds: [{ value: '123', country: 'GB' }] }), true)).toBe(false)
    expect(isIncomplete(party({ name: 'TO ORDER', toOrder: true }), true)).toBe(false)
    expect(isIncomplete(party({ sameAs: 'consignee' }), true)).toBe(false)
  })

  test('may have its country in a text with the whole address', () => {
    expect(isIncomplete(party({ name: 'LUNE TRADERS LTD, SHORE ROAD 2, WHITBY' }), true)).toBe(false)
    expect(isIncomplete(party({ name: 'LUNE TRADERS, INC' }), true)).toBe(true)
  })

  test('needs no country where the format has no place for it', () => {
    expect(isIncomplete(party({ ...whole, country: null }), false)).toBe(false)
  })
})

test('two parties are the same if name and address are equal after normalising', () => {
  const other = party({ ...whole, name: 'LUNE TRADERS, LTD.', street: '4, Mill-Lane', id: '77' })
  expect(isSameParty(party(whole), other)).toBe(true)
  expect(isSameParty(party({ ...whole, name: 'Café Lune' }), party({ ...whole, name: 'CAFE LUNE' }))).toBe(true)
  expect(isSameParty(party(whole), party({ ...whole, city: 'Kendal' }))).toBe(false)
  expect(isSameParty(party(whole), party({ name: whole.name }))).toBe(false)
  expect(isSameParty(party({}), party({}))).toBe(false)
  expect(isSameParty(party({ id: '77' }), party({ id: '77' }))).toBe(false)
})

test('a forwarder has the name of the agent or a word of the trade', () => {
  expect(isForwarder(party({ name: 'Acorn Freight Ltd' }), undefined)).toBe(true)
  expect(isForwarder(party({ name: 'ACORN SPEDITION GMBH' }), undefined)).toBe(true)
  expect(isForwarder(party(whole), party({ name: 'LUNE TRADERS LTD' }))).toBe(true)
  expect(isForwarder(party(whole), party({ name: 'Acorn Agency' }))).toBe(false)
  expect(isForwarder(party({ name: 'FREIGHTLINER TRUCKS INC' }), undefined)).toBe(false)
})

test('a company in the street stands in the wrong field if the name is empty or an address', () => {
  expect(nameInOtherField(party({ street: 'ACORN FOODS LTD' }))).toBe('street')
  expect(nameInOtherField(party({ name: '.', city: 'ACORN FOODS GMBH' }))).toBe('city')
  for (const name of ['4 MILL LANE', 'MILL LANE 4', 'P.O. BOX 12', 'MÜHLENSTRASSE 4'])
    expect(nameInOtherField(party({ name, street: 'ACORN FOODS LTD' })), name).toBe('street')
  expect(nameInOtherField(party({ name: 'MILL LANE BAKERY LTD', street: 'C/O ACORN FOODS LTD' }))).toBeNull()
  expect(nameInOtherField(party(whole))).toBeNull()
  expect(nameInOtherField(party({ name: 'LUNE', street: 'C/O ACORN FOODS LTD' }))).toBeNull()
  expect(nameInOtherField(party({ street: '4 MILL LANE' }))).toBeNull()
})
