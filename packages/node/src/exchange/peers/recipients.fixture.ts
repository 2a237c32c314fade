import type { createTestDatabase } from '@entente/testkit'
import { openWorld } from '../../pipeline/case-world.fixture.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { setStanding } from '../../safeguards/access/signal-access/index.ts'
import {
  keepMemberKey,
  type Label,
  type NodeKey,
  newPrivateKey,
  nodeKeyOf,
  signObject,
} from '../../safeguards/keys/index.ts'
import { openLog } from '../delivery/index.ts'
import { personDraft, shareSignals } from './signals.fixture.ts'
import { within } from './within.fixture.ts'

export const own = 'norland.example'
export const [sudmark, estavia, stranger] = ['sudmark.example', 'estavia.example', 'westmoor.example'] as const

export type Recipients = Awaited<ReturnType<typeof openRecipients>>

/**
 * Sets up two members whose keys are known and which received one signal of this member, and a third member whose key
 * is unknown.
 */
export async function openRecipients(database: Awaited<ReturnType<typeof createTestDatabase>>) {
  const world = await openWorld(database.connection('entente_app'), new Date().toISOString())
  const now = world.clock()
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => within({ store: world.store, member: own }, work)
  const keys: Record<string, NodeKey> = {}
  for (const member of [sudmark, estavia, stranger]) {
    keys[member] = nodeKeyOf(newPrivateKey())
    if (member === stranger) continue
    await setStanding(world.db, member, 'active', now)
    await keepMemberKey(world.db, { member, publicKey: keys[member].publicKey, validFrom: now })
    const peer = { member, node: member, url: 'http://127.0.0.1:9', state: 'active', since: now }
    await world.db.insertInto('peer').values(peer).execute()
    await inTx((tx) => openLog(tx, member))
  }
  const agreement = await agreementInForce(world.db, [own, sudmark, estavia], now)
  const [signalId] = await shareSignals(
    { store: world.store, member: own },
    [personDraft('Okwuosa', 'Chinedu', [agreement])],
    now,
  )
  const rows = await world.db.selectFrom('delivery').selectAll().where('type', '=', 'signal').execute()
  return {
    world,
    inTx,
    agreement,
    signalId: signalId as string,
    /** Returns the id of the log entry that gave the signal to a member. */
    entryOf: (member: string) => rows.find(({ recipient }) => recipient === member)?.entry_id as string,
    /** Signs an object with the key of a member's node. */
    signedBy: <T extends object>(member: string, label: Label, object: T) => ({
      ...object,
      signature: signObject(keys[member] as NodeKey, label, object, world.clock()),
    }),
    keyOf: (member: string) => keys[member] as NodeKey,
  }
}
