import { expect, test } from 'vitest'
import { killWhileSharing } from '../bench/exchange-kill/kill-while-sharing.ts'

// The count comes from outside: small here, the full one in `npm run bench -- exchange-kill`.
test('signals reach another node each once and in order, whichever of the two is killed in the middle', async () => {
  const result = await killWhileSharing({ signals: 600, kills: 4, seed: 5 })
  expect(result).toMatchObject({ signals: 600, killed: 4, lost: [], doubled: [], outOfOrder: 0, refused: 0 })
})
