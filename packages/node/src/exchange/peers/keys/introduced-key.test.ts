import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { keepMemberKey, newPrivateKey, nodeKeyOf, readNodeKey, signObject } from '../../../safeguards/keys/index.ts'
import { within } from '../within.fixture.ts'
import { confirmIntroduced, listIntroduced } from './confirm-introduced.ts'
import { takeIntroduction } from './introduce-key.ts'

const now = new Date()
const peers = ['norland.example', 'sudmark.example'].map((member) => ({ member, key: nodeKeyOf(newPrivateKey()) }))
let node: TestNode
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  for (const { member, key } of peers) {
    const row = { member, node: member, url: 'http://127.0.0.1:9', state: 'suspended', since: now, position: 7 }
    await node.db.insertInto('peer').values(row).execute()
    await setStanding(node.db, member, 'active', now)
    await keepMemberKey(node.db, { member, publicKey: key.publicKey, validFrom: now })
  }
})
afterAll(() => node?.stop())

test('a key introduced by several members is confirmed once, and their logs are read again', async () => {
  const { publicKey } = nodeKeyOf(newPrivateKey())
  const introducedBy = ({ member, key }: (typeof peers)[number]) => {
    const body = {
      ...{ schema: 'entente/key-introduction/v1' as const, member: 'farland.example', by: member },
      ...{ publicKey: publicKey.toString('base64'), at: now.toISOString() },
    }
    return { ...body, signature: signObject(key, 'entente/key/v1', body, now) }
  }
  const here = { store: node.store, member: 'estavia.example' }
  for (const peer of [...peers, ...peers])
    expect(await within(here, (tx) => takeIntroduction(tx, peer.member, introducedBy(peer)))).toBe(true)
  const ownKey = readNodeKey(node.dataRoot).publicKey
  const [waiting, ...more] = await within(here, (tx) => listIntroduced(tx, ownKey))
  expect([waiting?.state, waiting?.introducedBy, more]).toEqual(['waiting', peers[0]?.member, []])
  const { id: person } = await node.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await within(here, async (tx) => {
    Object.assign(tx.actor, { person })
    await confirmIntroduced(tx, 'farland.example', waiting?.words ?? '', ownKey)
  })
  const read = await node.db.selectFrom('peer').select(['member', 'position']).orderBy('member').execute()
  expect(read.map(({ member, position }) => [member, Number(position)])).toEqual(peers.map(({ member }) => [member, 0]))
})
