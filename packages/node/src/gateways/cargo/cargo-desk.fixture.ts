import { startTestNode } from '@entente/testkit'
import { expect } from 'vitest'
import { giveTeams } from '../../pipeline/case-people.fixture.ts'
import { createFilers } from './filers.fixture.ts'

/** Opens a node with two filers and an analyst of the team cargo. Its clock moves a second with each message. */
export async function openCargoDesk() {
  let now = new Date('2026-11-24T12:00:00.000Z')
  const node = await startTestNode({ clock: () => now })
  const keys = await createFilers(node.db)
  await giveTeams(node, ['cargo'])
  const { call } = await node.signIn('analyst')
  const ask = (
    path: string,
    method = 'GET',
    body: object | undefined = undefined,
  ): Promise<{ status: number; body: unknown }> => call(method, path, body, { 'entente-purpose': 'customs-security' })
  /** Hands in a message. Returns its id. */
  async function send(given: Uint8Array | string, key = keys.carrier): Promise<string> {
    now = new Date(now.getTime() + 1000)
    const body = typeof given === 'string' ? given : new Uint8Array(given)
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(`${node.url}/v1/cargo/messages`, { method: 'POST', headers, body })
    expect(answer.status).toBe(202)
    return ((await answer.json()) as { id: string }).id
  }
  return {
    node,
    keys,
    ask,
    send,
    /** Hands in a message and waits until it was read and compared. Returns its id. */
    async file(given: Uint8Array | string, key = keys.carrier): Promise<string> {
      const id = await send(given, key)
      await node.whenIdle()
      return id
    },
    now: () => now,
  }
}
