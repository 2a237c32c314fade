import { expect, test } from 'vitest'
import { lackingTexts, newLine, type ResultState, readResult } from './read-result.ts'

const state = (given: Partial<ResultState>): ResultState => ({
  ...{ outcome: 'found', lines: [newLine()], reason: ' ', wrongParty: false, corrects: null, photos: [] },
  ...given,
})

test('codes are sent without blanks and dots, and empty lines are left out', () => {
  const line = {
    ...newLine(),
    description: ' Pistol parts ',
    hs: '9305.91',
    unNumber: 'un 0323',
    quantity: '4 pieces ',
  }
  expect(readResult(state({ lines: [line, newLine()] })).found).toEqual([
    { description: 'Pistol parts', hs: '930591', unNumber: 'UN0323', quantity: '4 pieces' },
  ])
})

test('only a finding names goods, and goods that nobody inspected have no party', () => {
  const lines = [{ ...newLine(), description: 'Pistol parts' }]
  expect(readResult(state({ outcome: 'nothing-found', lines, wrongParty: true }))).toMatchObject({
    ...{ found: [], wrongParty: true, reason: null },
  })
  expect(readResult(state({ outcome: 'not-inspected', lines, wrongParty: true }))).toMatchObject({ wrongParty: false })
})

test('a finding without goods and a result without its reason are named before they are sent', () => {
  const lines = [{ ...newLine(), description: 'Pistol parts' }]
  expect(lackingTexts(state({}))).toEqual(['/found/0/description'])
  expect(lackingTexts(state({ lines }))).toEqual([])
  expect(lackingTexts(state({ outcome: 'not-inspected' }))).toEqual(['/reason'])
  expect(lackingTexts(state({ outcome: 'nothing-found', corrects: 'c1' }))).toEqual(['/reason'])
  expect(lackingTexts(state({ outcome: 'nothing-found' }))).toEqual([])
})
