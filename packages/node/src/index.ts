export {
  type AccountsService as AccountsOffice,
  withAccountsService as withAccountsOffice,
} from './accounts-service.ts'
export { readConfig } from './config.ts'

export * as blindCheck from './exchange/blind/index.ts'
export { type RunningNode, startNode } from './main.ts'
export { type NodeDatabase, withNodeDatabase } from './open-database.ts'
export { initAccounts } from './safeguards/access/accounts/init-accounts.ts'
export { createSender, createSenderKey } from './safeguards/access/senders/senders.ts'
export { decideSignalAccess, type SignalAccessInput } from './safeguards/access/signal-access/index.ts'
export * from './store/backup/index.ts'
export { storeGatewayActs } from './store/gateway-acts.ts'
export { migrate } from './store/migrate.ts'
export * from './store/postgres/index.ts'
