import { expect, test } from 'vitest'
import { valueIn } from './raw-lines.tsx'

test('a value ends where its syntax ends it', () => {
  expect(valueIn({ before: '<Name>', after: 'Lune A/S</Name>' }, 'lines')).toBe('Lune A/S')
  expect(valueIn({ before: '<Mass unit="', after: 'KGM">4' }, 'lines')).toBe('KGM')
  expect(valueIn({ before: 'SHP\r\nNAM/', after: 'ACORN FOODS\r\nADR' }, 'lines')).toBe('ACORN FOODS')
  expect(valueIn({ before: 'RTG/', after: 'OSLZZ/DXB' }, 'lines')).toBe('OSLZZ')
  expect(valueIn({ before: 'NAD+CN+77+', after: "O?'BRIEN FOODS:MILL LANE'" }, 'segments')).toBe("O?'BRIEN FOODS")
})

test('a value that nothing ends goes on to the end', () => {
  expect(valueIn({ before: '', after: 'ACORN' }, 'lines')).toBe('ACORN')
})
