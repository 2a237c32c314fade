import type { KillSwitch } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'

/** Sets stops as one person and lifts them as two others. */
export const stopsBy = (node: TestNode, setter: SignedIn, lifters: readonly SignedIn[]) => ({
  async set(type: string, id: string | null): Promise<string> {
    const reason = 'What arrived since yesterday is wrong.'
    const { status, body } = await setter.call('POST', '/v1/kill', { scope: { type, id }, reason })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return (body as KillSwitch).id
  },
  async lift(id: string): Promise<void> {
    for (const who of lifters) await who.call('POST', `/v1/kill/${id}/off`, {})
    await node.whenIdle()
  },
})
