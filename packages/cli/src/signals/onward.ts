import type { PassedOnList, Permission, PermissionRequest } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { printResult, table } from '../output.ts'
import type { SignalOptions } from './signals-command.ts'

// Permissions say nothing of anybody: no purpose is stated.
const client = () => nodeClient({ impersonal: true })
const of = (id: string, act: string) => `/v1/signals/${encodeURIComponent(id)}/${act}`

/** Passes a signal on, or stops that; prints to whom it is passed on now. */
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
  if (items.length === 0) return ['It was passed on to nobody.']
  return table(
    items.map((one) => [
      one.destination,
      one.held ? `has version ${one.version}` : 'has it no longer',
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
  printResult(options.json, list, () => (list.items.length === 0 ? ['Nothing was asked for.'] : list.items.map(lineOf)))
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
    ...(permission.state === 'asked' ? [`Another person gives it: entente signals permit ${permission.id}`] : []),
  ])

function lineOf(one: Permission): string {
  const what =
    one.kind === 'onward'
      ? `${one.holder} may pass ${one.signalId} on to ${one.destination}`
      : `signals may go to ${one.destination}`
  const by =
    one.givenBy === null ? `asked for by ${one.askedBy}` : `asked for by ${one.askedBy}, given by ${one.givenBy}`
  return `${one.id}  ${one.state}  ${what} under ${one.agreement}; ${by}`
}
