import type { SignalHold } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

/** Requests a legal hold on another member's signal. It takes effect when a second person agrees. */
export async function setHold(
  id: string,
  options: SignalOptions & { reason: string; basis: string; until: string },
): Promise<void> {
  const { reason, basis } = options
  // A day ends at midnight UTC.
  const until = /^\d{4}-\d{2}-\d{2}$/.test(options.until) ? `${options.until}T23:59:59.999Z` : options.until
  const path = `/v1/signals/${encodeURIComponent(id)}/holds`
  const hold = await nodeClient(options).call<SignalHold>('POST', path, { reason, basis, until })
  printResult(options.json, hold, () => [
    `requested: legal hold ${hold.id}`,
    `a second person approves it with: entente signals approve-hold ${hold.id}`,
  ])
}

export async function changeHold(id: string, change: 'approve' | 'lift', options: SignalOptions): Promise<void> {
  const path = `/v1/signal-holds/${encodeURIComponent(id)}/${change}`
  const hold = await nodeClient({ impersonal: true }).call<SignalHold>('POST', path)
  printResult(options.json, hold, () => [lineOf(hold).join('  ')])
}

export async function showHolds(options: SignalOptions): Promise<void> {
  const list = await nodeClient({ impersonal: true }).call<{ items: SignalHold[] }>('GET', '/v1/signal-holds')
  printResult(options.json, list, () =>
    list.items.length === 0 ? ['There is no legal hold.'] : table(list.items.map((hold) => lineOf(hold))),
  )
}

const lineOf = (hold: SignalHold): string[] => [
  hold.id,
  hold.state,
  `until ${hold.until.slice(0, 10)}`,
  hold.reason,
  hold.basis,
  `${hold.kind} of ${hold.owner} ${hold.signalId}`,
  hold.keeps ? 'keeps a copy past its erasure' : '',
]
