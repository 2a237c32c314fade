import { expect, test } from 'vitest'
import { foundGoods, newLine } from './found-line.ts'

test('codes are sent without blanks and dots, and empty lines are left out', () => {
  const line = {
    ...newLine(),
    description: ' Pistol parts ',
    hs: '9305.91',
    unNumber: 'un 0323',
    quantity: '4 pieces ',
  }
  expect(foundGoods([line, newLine()])).toEqual([
    { description: 'Pistol parts', hs: '930591', unNumber: 'UN0323', quantity: '4 pieces' },
  ])
  expect(foundGoods([{ ...newLine(), hs: '9305' }])).toMatchObject([{ description: '', hs: '9305', quantity: null }])
})
