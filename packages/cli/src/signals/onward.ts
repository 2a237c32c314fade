import type { PassedOnList, Permission, PermissionRequest } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

// Permissions contain no personal data, so no purpose is stated.
const client = () => nodeClient({ impersonal: true })
const of = (id: string, suffix: string) => `/v1/signals/${encodeURIComponent(id)}/${suffix}`

/** Passes a signal on, or stops passing it on, and prints its present recipients. */
export async function passOn(id: string, options: SignalOptions & { to: string; stop?: boolean }): Promise<void> {
  const body = { destination: options.to, ended: options.stop === true }
  const list = await nodeClient(options).call<PassedOnList>('POST', of(id, 'pass-on'), body)
  printResult(options.json, list, () => linesOf(list))
}

export async function showPassedOn(id: string, options: SignalOptions): Promise<void> {
  const list = await client().call<PassedOnList>('GET', of(id, 'passed-on'))
  printResult(options.json, list, () => linesOf(list))
}

function linesOf({ items }: PassedOnList): string[] {
  if (items.length === 0) return ['It was not passed on.']
  return table(
    items.map((one) => [
      one.destination,
      one.hasSignal ? `has version ${one.version}` : 'no longer has it',
      one.endedAt === null ? `passed on ${one.since} by ${one.by}` : `stopped ${one.endedAt}`,
    ]),
  )
}

export const askApproval = (
  signalId: string,
  options: SignalOptions & { agreement: string; holder: string; to: string; reason: string },
): Promise<void> => {
  const { agreement, holder, to: destination, reason } = options
  return ask({ kind: 'onward', signalId, agreement, holder, destination, reason }, options)
}

export const askSignOff = (options: SignalOptions & { agreement: string; to: string; reason: string }): Promise<void> =>
  ask({ kind: 'transfer', agreement: options.agreement, destination: options.to, reason: options.reason }, options)

const ask = async (request: PermissionRequest, options: SignalOptions) =>
  show(await client().call<Permission>('POST', '/v1/permissions', request), options)

export async function listPermissions(options: SignalOptions): Promise<void> {
  const list = await client().call<{ items: Permission[] }>('GET', '/v1/permissions')
  printResult(options.json, list, () =>
    list.items.length === 0 ? ['No permission was requested.'] : list.items.map(lineOf),
  )
}

export const givePermission = async (id: string, options: SignalOptions): Promise<void> =>
  show(await client().call<Permission>('POST', `/v1/permissions/${encodeURIComponent(id)}/give`), options)

export async function endPermission(id: string, options: SignalOptions & { reason: string }): Promise<void> {
  const path = `/v1/permissions/${encodeURIComponent(id)}/end`
  show(await client().call<Permission>('POST', path, { reason: options.reason }), options)
}

const show = (permission: Permission, options: SignalOptions): void =>
  printResult(options.json, permission, () => [
    lineOf(permission),
    ...(permission.state === 'asked'
      ? [`Another person approves it with: entente signals permit ${permission.id}`]
      : []),
  ])

function lineOf(one: Permission): string {
  const what =
    one.kind === 'onward'
      ? `${one.holder} may pass ${one.signalId} on to ${one.destination}`
      : `signals may go to ${one.destination}`
  const by =
    one.givenBy === null ? `requested by ${one.askedBy}` : `requested by ${one.askedBy}, approved by ${one.givenBy}`
  return `${one.id}  ${one.state}  ${what} under ${one.agreement}; ${by}`
}
