import type { Signal } from '@entente/contracts'
import type { TestNode } from '@entente/testkit'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { projectTaxiiJob } from '../jobs.ts'
import { randomSignal, seeded } from '../signals/random-signals.fixture.ts'
import { toSignalRow } from '../signals/stored/signal-row.ts'

export const own = 'norland.example'
const dayMs = 86_400_000
export const later = (days: number) => new Date(Date.now() + days * dayMs)

/** Puts an agreement in force between this node's member and others. */
export const agree = (node: TestNode, members: readonly string[]): Promise<string> =>
  agreementInForce(node.db, [own, ...members], new Date(), {
    kinds: ['url', 'person', 'travel-document', 'media-hash'],
    purposes: ['border-control', 'terrorism-prevention'],
    onward: 'none',
  })

const access = (node: TestNode) => systemAccess({ store: node.store, member: { id: own, name: own } }, 'border-control')
const random = seeded(18)

/**
 * Makes a signal under an agreement. Every party may receive it now, unless `fixed` changes that. The signal is not
 * stored.
 */
export function sharedSignal(agreement: string, fixed: Partial<Signal> = {}): Signal {
  const at = new Date().toISOString()
  return randomSignal(random, fixed.kind ?? 'url', {
    ...{
      owner: own,
      version: 1,
      agreements: [agreement],
      purposes: ['border-control'],
      recipients: null,
      tlp: 'amber',
    },
    ...{ pap: 'green', minor: false, signature: null, lawfulBasis: { reference: 'Invented Act', validUntil: null } },
    ...{ validFrom: later(-1).toISOString(), validUntil: later(100).toISOString() },
    ...{ retainUntil: later(200).toISOString(), createdAt: at, modifiedAt: at },
    source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at },
    ...fixed,
  })
}

/** Stores signals of this node under an agreement and waits until the recipients were offered them. */
export async function share(
  node: TestNode,
  agreement: string,
  count: number,
  fixed: Partial<Signal> = {},
): Promise<Signal[]> {
  const signals = Array.from({ length: count }, () => sharedSignal(agreement, fixed))
  await access(node).transaction({ action: 'record.write', type: 'signal.release' }, async (tx) => {
    for (let at = 0; at < signals.length; at += 200) {
      const rows = signals.slice(at, at + 200).map((signal) => ({
        ...toSignalRow(tx, signal),
        ...{ value_key: null, released_version: signal.version },
      }))
      await tx.db.insertInto('signal').values(rows).execute()
    }
    await tx.enqueue(projectTaxiiJob, { signalIds: signals.map(({ id }) => id) })
  })
  await node.whenIdle()
  return signals
}

/** Stores a new version of a signal. */
export async function change(node: TestNode, signal: Signal, fields: Partial<Signal>): Promise<Signal> {
  const at = new Date(Math.max(Date.now(), Date.parse(signal.modifiedAt) + 1)).toISOString()
  const next = { ...signal, ...fields, version: signal.version + 1, modifiedAt: at }
  await access(node).transaction({ action: 'record.write', type: 'signal.release' }, async (tx) => {
    await tx.db
      .updateTable('signal')
      .set({ ...toSignalRow(tx, next), value_key: null, released_version: next.version })
      .where('id', '=', signal.id)
      .execute()
    await tx.enqueue(projectTaxiiJob, { signalIds: [signal.id] })
  })
  await node.whenIdle()
  return next
}
