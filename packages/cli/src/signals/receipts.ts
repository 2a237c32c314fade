import type { WithdrawalState } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

/** Prints every member that has or had a withdrawn signal, with its receipts. The exit status is 1 if a receipt is overdue. */
export async function showReceipts(id: string, options: SignalOptions): Promise<0 | 1> {
  const path = `/v1/signals/${encodeURIComponent(id)}/receipts`
  const state = await nodeClient({ impersonal: true }).call<WithdrawalState>('GET', path)
  printResult(options.json, state, () => linesOf(state))
  return isOverdue(state) ? 1 : 0
}

/** Prints withdrawals with overdue receipts. The exit status is 1 if there is one. */
export async function showOverdue(options: SignalOptions): Promise<0 | 1> {
  const list = await nodeClient({ impersonal: true }).call<{ items: WithdrawalState[] }>(
    'GET',
    '/v1/withdrawals/overdue',
  )
  printResult(options.json, list, () =>
    list.items.length === 0 ? ['Nothing is overdue.'] : list.items.flatMap((state) => linesOf(state)),
  )
  return list.items.length > 0 ? 1 : 0
}

export function linesOf(state: WithdrawalState): string[] {
  const head = `${state.signalId} withdrawn ${state.withdrawnAt} (${state.reason}), ${state.complete ? 'complete' : 'not complete'}`
  if (state.holders.length === 0) return [head, '  no other member received it']
  return [
    head,
    ...table(
      state.holders.flatMap((holder) => [
        [
          `  ${holder.member}`,
          `received ${holder.received ?? '-'}`,
          `stopped ${holder.stopped ?? '-'}`,
          holder.refused === null || holder.erased !== null
            ? `erased ${holder.erased ?? '-'}`
            : `refused until ${(holder.refused.refusal?.until ?? '').slice(0, 10)}: ${holder.refused.refusal?.reason ?? ''}`,
          holder.overdue.length === 0 ? '' : `overdue: ${holder.overdue.join(', ')}`,
        ],
        ...holder.onward.map((one) => [
          `    ${one.member}`,
          `received ${one.received ?? '-'}`,
          `stopped ${one.stopped ?? '-'}`,
          erasureOf(one),
          one.proven ? `through ${holder.member}` : `through ${holder.member}, unproven`,
        ]),
      ]),
    ),
  ]
}

function erasureOf({ erased, refused, heldUntil }: WithdrawalState['holders'][number]['onward'][number]): string {
  if (erased !== null) return `erased ${erased}`
  if (refused) return 'refused'
  return heldUntil === null ? 'erased -' : `kept under a legal hold until ${heldUntil.slice(0, 10)}`
}

const isOverdue = (state: WithdrawalState): boolean => state.holders.some(({ overdue }) => overdue.length > 0)
