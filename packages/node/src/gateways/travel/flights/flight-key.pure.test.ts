import type { Flight } from '@entente/contracts'
import { expect, test } from 'vitest'
import { nameFlight, renameFlight } from './flight-key.ts'

const message = '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'
const flight = (change: Partial<Flight> = {}): Flight => ({
  carrier: '7N',
  number: '482',
  suffix: null,
  from: 'TUN',
  to: 'OSL',
  departure: '2026-11-24T14:35',
  arrival: null,
  overflight: false,
  ...change,
})

test.each<[string, Partial<Flight>, string]>([
  ['a whole key', {}, '7N-482-2026-11-24-TUN-OSL'],
  ['a letter behind the number', { suffix: 'B' }, '7N-482B-2026-11-24-TUN-OSL'],
  ['a carrier of three letters', { carrier: 'NDV' }, 'NDV-482-2026-11-24-TUN-OSL'],
  ['no destination', { to: null }, '7N-482-2026-11-24-TUN-X-5f0c9a52'],
  ['a name where the airport should be', { from: 'VORK/NILS' }, '7N-482-2026-11-24-X-OSL-5f0c9a52'],
  ['a name where the number should be', { number: 'NILS VORK' }, '7N-X-2026-11-24-TUN-OSL-5f0c9a52'],
  ['a carrier that is a sentence', { carrier: 'ASK NILS' }, 'X-482-2026-11-24-TUN-OSL-5f0c9a52'],
])('%s', (_what, change, key) => {
  const named = nameFlight(flight(change), message)
  expect(named.key).toBe(key)
  expect(JSON.stringify(named)).not.toMatch(/NILS/)
})

test('a codeshare number is used only if it has a flight number form', () => {
  const named = nameFlight(flight(), message)
  expect(renameFlight(named, 'QZ', '5077')?.key).toBe('QZ-5077-2026-11-24-TUN-OSL')
  expect(renameFlight(named, 'VORK', '5077')).toBeNull()
  expect(renameFlight(named, 'QZ', 'NILS')).toBeNull()
})
