import { expect, test } from 'vitest'
import { killWhileSharing } from '../bench/exchange-kill/kill-while-sharing.ts'

// This test shares few signals; `npm run bench -- exchange-kill` shares the full number.
test('each signal arrives once and in order although either node is killed meanwhile', async () => {
  const result = await killWhileSharing({ signals: 600, kills: 4, seed: 5 })
  expect(result).toMatchObject({ signals: 600, killed: 4, lost: [], doubled: [], outOfOrder: 0, refused: 0 })
})
