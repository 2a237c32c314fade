import { gatewayVocabularies } from '@entente/contracts'
import { liftNecessity, liftRules, migrate, storeGatewayActs, storeQuorums } from '@entente/node'
import { globalSetup } from '@entente/testkit'

/** Starts one PostgreSQL server for the run. Its template database has the schema of this release. */
export default globalSetup(async (owner) => {
  await migrate(owner)
  // A node stores the acts of its gateways when it starts, but many tests start no node.
  await storeGatewayActs(owner, gatewayVocabularies)
  await storeQuorums(owner)
  // Most tests set the time, and many grant roles without consents.
  await liftRules(owner, ['clock', 'people'])
  // A test about records of necessity asks `startTestNode` for the rule.
  await liftNecessity(owner, true)
})
