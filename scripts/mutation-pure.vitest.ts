import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = (name: string) => `${root}packages/${name}/src/index.ts`

/** These tests check the pure functions that `npm run mutation:pure` breaks. None of them needs PostgreSQL. */
export default defineConfig({
  root,
  resolve: { alias: { '@entente/contracts': source('contracts'), '@entente/matching': source('matching') } },
  test: {
    include: [
      'packages/matching/src/dates/*.test.ts',
      'packages/node/src/safeguards/access/decide-access.pure.test.ts',
      'packages/node/src/safeguards/access/sessions/source-address.pure.test.ts',
      'packages/node/src/safeguards/outbound/*.pure.test.ts',
      'packages/node/src/safeguards/retention/*.pure.test.ts',
    ],
  },
})
