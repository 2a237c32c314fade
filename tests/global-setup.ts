import { migrate } from '@entente/node'
import { globalSetup } from '@entente/testkit'

/** One PostgreSQL for the run, its template at this release's schema. */
export default globalSetup(async (owner) => {
  await migrate(owner)
})
