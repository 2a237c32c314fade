import { gatewayVocabularies } from '@entente/contracts'
import { migrate, storeGatewayActs } from '@entente/node'
import { globalSetup } from '@entente/testkit'

/** One PostgreSQL for the run, its template at this release's schema. */
export default globalSetup(async (owner) => {
  await migrate(owner)
  // A node does this when it starts; tests of its parts start none.
  await storeGatewayActs(owner, gatewayVocabularies)
})
