import type { GatewayVocabulary } from '@entente/contracts'
import type pg from 'pg'
import type { Logger } from 'pino'
import { storeGatewayActs } from './store/gateway-acts.ts'
import { storeQuorums } from './store/people-quorums.ts'
import { upgradeDatabase } from './store/upgrade/upgrade-database.ts'

/**
 * Migrates the database as its owner, and stores the rows that the rules of the database read: the acts of the gateways and the table
 * of quorums. Throws the errors of `upgradeDatabase` and `storeGatewayActs`.
 */
export async function prepareDatabase(
  owner: pg.PoolConfig,
  options: {
    dataRoot: string
    backupFolder: string | null
    recipients: readonly string[]
    vocabularies: readonly Pick<GatewayVocabulary, 'kind' | 'acts'>[]
    log: Logger
  },
): Promise<void> {
  const { dataRoot, backupFolder, recipients, vocabularies, log } = options
  const applied = await upgradeDatabase({
    ...{ owner, dataRoot, backupFolder, recipients },
    log: (event, fields) => log.warn({ event, ...fields }),
  })
  if (applied.length > 0) log.info({ event: 'database.migrated', applied })
  await storeGatewayActs(owner, vocabularies)
  await storeQuorums(owner)
}
