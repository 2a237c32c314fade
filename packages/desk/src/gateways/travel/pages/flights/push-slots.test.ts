import type { BoardFlight } from '@entente/contracts'
import { expect, test } from 'vitest'
import { missedWords } from './push-slots.tsx'

const slots = (states: string): BoardFlight['slots'] =>
  states.split(' ').map((letter, place) => ({
    slot: (['48', '24', '12', '1', 'C', 'X'] as const)[place] as '48',
    state: ({ r: 'received', m: 'missing', n: 'not-due' } as const)[letter as 'r'],
  }))

test.each([
  ['r m r n n n', 'The 24 h message is missing; later ones came.'],
  ['m m r r r n', 'The 48 h, 24 h messages are missing; later ones came.'],
  ['r m n n n n', null],
  ['m m m n r n', null],
  ['r r r r m m', null],
])('%s: %s', (states, words) => {
  expect(missedWords(slots(states))).toBe(words)
})
