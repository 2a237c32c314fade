import type { SignalHold } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { printResult, table } from '../output.ts'
import type { SignalOptions } from './signals-command.ts'

/** Asks for a legal hold of another member's signal; it keeps nothing before a second person agreed. */
export async function setHold(
  id: string,
  options: SignalOptions & { reason: string; basis: string; until: string },
): Promise<void> {
  const { reason, basis } = options
  // A day is its end, in UTC.
  const until = /^\d{4}-\d{2}-\d{2}$/.test(options.until) ? `${options.until}T23:59:59.999Z` : options.until
  const path = `/v1/signals/${encodeURIComponent(id)}/holds`
  const hold = await nodeClient(options).call<SignalHold>('POST', path, { reason, basis, until })
  printResult(options.json, hold, () => [
    `asked for: hold ${hold.id}`,
    `a second person agrees by: entente signals approve-hold ${hold.id}`,
  ])
}

export async function changeHold(id: string, what: 'approve' | 'lift', options: SignalOptions): Promise<void> {
  const path = `/v1/signal-holds/${encodeURIComponent(id)}/${what}`
  const hold = await nodeClient({ impersonal: true }).call<SignalHold>('POST', path)
  printResult(options.json, hold, () => [lineOf(hold).join('  ')])
}

export async function showHolds(options: SignalOptions): Promise<void> {
  const list = await nodeClient({ impersonal: true }).call<{ items: SignalHold[] }>('GET', '/v1/signal-holds')
  printResult(options.json, list, () =>
    list.items.length === 0 ? ['No hold was set.'] : table(list.items.map((hold) => lineOf(hold))),
  )
}

const lineOf = (hold: SignalHold): string[] => [
  hold.id,
  hold.state,
  `until ${hold.until.slice(0, 10)}`,
  hold.reason,
  hold.basis,
  `${hold.kind} of ${hold.owner} ${hold.signalId}`,
  hold.keeps ? 'keeps a copy that is to be erased' : '',
]
