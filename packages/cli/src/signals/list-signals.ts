import type { SignalPage, WithdrawalState } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import { linesOf } from './receipts.ts'
import type { SignalOptions } from './signal-options.ts'

export async function listSignals(
  options: SignalOptions & { kind?: string; status?: string; waits?: string; limit: string },
): Promise<void> {
  const query = new URLSearchParams({ limit: options.limit })
  if (options.kind !== undefined) query.set('kind', options.kind)
  if (options.status !== undefined) query.set('status', options.status)
  if (options.waits !== undefined) query.set('waits', options.waits)
  const page = await nodeClient(options).call<SignalPage>('GET', `/v1/signals?${query}`)
  printResult(options.json, page, () => [
    `${page.totalIsMore ? 'more than ' : ''}${page.total} ${page.total === 1 ? 'signal' : 'signals'}`,
    ...table(
      page.items.map((s) => [
        ...[s.id, s.kind, s.status, `TLP:${s.tlp.toUpperCase()}`, nameOf(s.value)],
        page.waiting.includes(s.id) ? 'waits for a second officer' : '',
        page.blocked.includes(s.id) ? 'known to a list of false positives' : '',
      ]),
    ),
    ...page.unreadable.map((id) => `${id}  damaged: it cannot be read`),
  ])
}

function nameOf(value: Record<string, unknown> | null): string {
  const { names, number } = (value ?? {}) as { names?: { full: string }[]; number?: string }
  return names?.[0]?.full ?? number ?? '(withdrawn)'
}

export async function withdrawSignal(
  id: string,
  options: SignalOptions & { reason: string; text: string },
): Promise<void> {
  const body = { reason: options.reason, text: options.text }
  const state = await nodeClient(options).call<WithdrawalState>(
    'POST',
    `/v1/signals/${encodeURIComponent(id)}/withdraw`,
    body,
  )
  printResult(options.json, state, () => linesOf(state))
}
