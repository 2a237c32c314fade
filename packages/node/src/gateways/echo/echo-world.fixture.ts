import type { Purpose, Sender } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { expect } from 'vitest'
import { addSignal, giveTeams, personValue } from '../../pipeline/case-people.fixture.ts'
import type { GatewayPart } from '../../pipeline/gateway/gateway.ts'
import { gateways } from '../index.ts'

/** A node with an echo gateway, a sender with a key, and signals about a driver and a company. */
export interface EchoWorld {
  node: TestNode
  key: string
  signals: { driver: string; company: string }
  /** Calls a route with the sender's key. */
  send(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>
}

/** Starts it. The signals have these purposes, or the usual ones. */
export async function startEchoWorld(echo: GatewayPart, clock: () => Date, purposes?: Purpose[]): Promise<EchoWorld> {
  const node = await startTestNode({ clock, gateways: [...gateways, echo] })
  const administrator = await node.signIn('administrator')
  const made = await administrator.call('POST', '/v1/senders', {
    ...{ name: 'Fjord Freight', gateway: 'echo', synthetic: true },
  })
  const regime = echo.vocabulary.formats.ECHO?.regime
  expect(made).toMatchObject({ status: 201, body: { gateway: 'echo', regimes: { ECHO: regime } } })
  const answer = await administrator.call('POST', `/v1/senders/${(made.body as Sender).id}/keys`)
  const { key } = answer.body as { key: string }
  await giveTeams(node, ['echo'])
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock }
  const whole = { full: 'Polar Dry Goods Trading', family: null, given: null, script: 'Latn', quality: 'primary' }
  const company = { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] }
  const given = purposes === undefined ? {} : { purposes }
  const signals = {
    driver: (await addSignal(core, { ...given, value: personValue('Qarmouti', 'Yusuf Hamdan') })).id,
    company: (await addSignal(core, { ...given, kind: 'organisation', value: company })).id,
  }
  // The index reads the signals when a node starts.
  await node.halt()
  await node.resume()
  return {
    ...{ node, key, signals },
    async send(method, path, body) {
      const response = await fetch(`${node.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
  }
}
