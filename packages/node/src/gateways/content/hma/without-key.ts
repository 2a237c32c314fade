import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { plainAddress } from '../../../safeguards/networks/plain-address.ts'
import type { Networks } from '../../../safeguards/networks/read-networks.ts'
import { proxiesOf } from '../../../safeguards/networks/trusted-proxies.ts'
import { findBank } from '../banks/bank-row.ts'
import { findExchange } from '../exchanges/change-exchange.ts'
import { paramOf } from './route.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The network that let a client ask without a key; null: the client showed a key. */
    withoutKey: string | null
  }
}

/**
 * Returns a function that finds the network that lets a client ask without a key, or null. The client's address is that
 * of its connection, or the one that a trusted proxy forwards. An address of a trusted proxy itself counts for nobody: a
 * proxy that forwards no address would open the interface to all its clients. A request of a browser counts neither: a
 * page of a stranger could send it from a machine in the network.
 */
export function networkWithoutKey(
  networks: Networks | null,
  trustProxy: string | null,
): (request: Pick<FastifyRequest, 'ip' | 'headers'>) => string | null {
  if (networks === null) return () => null
  const isProxy = proxiesOf(trustProxy)
  return ({ ip, headers }) => {
    const isBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
    return isBrowser || isProxy(ip) ? null : networks.networkOf(plainAddress(ip))
  }
}

/** Refuses a client without a key. Error: `role`. */
export function refuseWithoutKey(request: FastifyRequest): void {
  if (request.withoutKey !== null) throw fail('role', { detail: 'This setting is for every bank, and needs a key.' })
}

/**
 * Refuses a client without a key to read or change what was made with a key, and notes its network in the log entry. Error:
 * `role`.
 */
export function checkMaker(tx: Tx, request: FastifyRequest, made: { without_key: boolean }, what: string): void {
  if (request.withoutKey === null) return
  if (!made.without_key) throw fail('role', { detail: `${what} with a key, and needs one.` })
  noteMaker(tx, request)
}

/** Returns whether the maker of an object shows no key, and notes the network of such a client in the log entry. */
export function noteMaker(tx: Tx, { withoutKey }: FastifyRequest): boolean {
  if (withoutKey !== null) tx.note({ withoutKey })
  return withoutKey !== null
}

/** Finds the bank of a request that reads its contents or changes it. Errors: `not-found`, `role`. */
export async function bankToUse(tx: Tx, request: FastifyRequest) {
  const bank = await findBank(tx, paramOf(request, 'name'))
  checkMaker(tx, request, bank, 'The bank was made')
  return bank
}

/** Finds the exchange of a request that changes it. Errors: `not-found`, `role`. */
export async function exchangeToUse(tx: Tx, request: FastifyRequest) {
  const exchange = await findExchange(tx, paramOf(request, 'name'))
  const banks = tx.db.selectFrom('bank').select('without_key').where('id', '=', exchange.bank_id)
  checkMaker(tx, request, await banks.executeTakeFirstOrThrow(), 'The exchange was made')
  return exchange
}
