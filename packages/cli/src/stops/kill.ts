import type { KillSwitch, KillSwitchList, StopChoiceList, StopDrill, StopOffAnswer } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import { signInDesk } from '../command/sign-in-desk.ts'

interface Printed {
  json?: boolean
}
const client = () => nodeClient({ impersonal: true })

/** Stops matching. `scope` is `all`, or a type and an id: `list:ID`. Fails with the node's code. */
export async function stopMatching(scope: string, reason: string, { json }: Printed): Promise<void> {
  const at = scope.indexOf(':')
  const asked = at < 0 ? { type: scope, id: null } : { type: scope.slice(0, at), id: scope.slice(at + 1) }
  const stop = await client().call<KillSwitch>('POST', '/v1/kill', { scope: asked, reason })
  printResult(json, stop, () => [`stopped: ${lineOf(stop)}`])
}

/** Agrees to lift a stop. On a node of several people it prints the page of the desk on which the person signs, and waits. */
export async function liftStop(id: string, { json }: Printed): Promise<void> {
  const node = client()
  const path = `/v1/kill/${encodeURIComponent(id)}/off`
  const read = async (): Promise<StopOffAnswer | undefined> => {
    const list = await node.call<KillSwitchList>('GET', '/v1/kill')
    const stop = list.items.find((one) => one.id === id)
    return stop && { state: stop.on ? 'awaiting-second' : 'lifted', stop }
  }
  const before = (await read())?.stop.offBy.length ?? 0
  const answer = await signInDesk<StopOffAnswer | undefined>(node, {
    page: '/stop',
    request: () => node.call<StopOffAnswer>('POST', path, {}),
    read,
    isDone: (now) => (now?.stop.offBy.length ?? 0) > before,
  })
  printResult(json, answer, () => [
    answer?.state === 'lifted' ? `lifted: ${id}` : `agreed: ${id} waits for a second person`,
  ])
}

/** Lists the stops in force and the lifted ones, with how many threads confirmed each. */
export async function listStops({ json }: Printed): Promise<void> {
  const list = await client().call<KillSwitchList>('GET', '/v1/kill')
  printResult(json, list, () => [
    ...(list.items.some(({ on }) => on) ? [] : ['nothing is stopped']),
    ...table(list.items.map((stop) => [stop.on ? 'on' : 'off', stop.id, lineOf(stop), stop.at, stop.reason])),
    ...(list.unchecked > 0 ? [`${list.unchecked} records wait for their check`] : []),
    `next drill due ${list.drillDueAt}${list.drillOverdue ? ' (overdue)' : ''}`,
  ])
}

/** Lists what this node can stop, as `entente kill` takes it. */
export async function listChoices({ json }: Printed): Promise<void> {
  const list = await client().call<StopChoiceList>('GET', '/v1/kill/choices')
  printResult(json, list, () =>
    table(list.items.map(({ type, id, name }) => [id === null ? type : `${type}:${id}`, name ?? ''])),
  )
}

/** Begins a drill and prints what it measured. */
export async function drill({ json }: Printed): Promise<void> {
  const made = await client().call<StopDrill>('POST', '/v1/kill/drills')
  printResult(json, made, () => [
    made.effectiveMs === null
      ? 'the drill has begun'
      : `${made.workers} threads confirmed after ${made.effectiveMs} ms`,
  ])
}

const lineOf = ({ scope, name, confirmedWorkers, workers, effectiveMs }: KillSwitch): string => {
  const what = scope.id === null ? scope.type : `${scope.type}:${scope.id}${name === null ? '' : ` (${name})`}`
  const ms = effectiveMs === null ? '' : ` after ${effectiveMs} ms`
  return `${what}, confirmed by ${confirmedWorkers} of ${workers} threads${ms}`
}
