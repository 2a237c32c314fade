import type { SignalDraft } from '@entente/contracts'
import type { TestNode } from '@entente/testkit'
import { systemAccess } from '../../safeguards/access/system.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { signalChangedFor } from '../delivery/index.ts'
import { keepVersion, newSignal } from '../signals/change-signals.ts'
import { signalsChanged } from '../signals/notify-matching.ts'
import { indexSignal, toSignalRow } from '../signals/stored/signal-row.ts'

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** Drafts a signal about an invented person, shared under agreements. */
export const personDraft = (
  family: string,
  given: string,
  agreements: readonly string[],
  fixed: Partial<SignalDraft> = {},
): SignalDraft => ({
  kind: 'person',
  value: {
    names: [{ full: `${given} ${family}`, family, given, script: 'Latn', quality: 'primary' }],
    birthDates: ['1981-05-17'],
    sex: null,
    nationalities: [],
    birthPlaces: [],
    identifiers: [],
  },
  labels: [],
  entity: null,
  agreements: [...agreements],
  recipients: null,
  purposes: ['terrorism-prevention', 'border-control'],
  lawfulBasis: { reference: 'Invented Act, section 12', validUntil: null },
  tlp: 'amber',
  pap: 'green',
  confidence: 70,
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-1) },
  action: 'discreet-check',
  necessity: 'Named in an invented investigation of material support.',
  minor: false,
  validFrom: later(-1),
  validUntil: later(100),
  retainUntil: later(200),
  reviewDue: later(50),
  ...fixed,
})

/** Drafts a signal with the hash of invented content, shared under agreements. */
export const hashDraft = (
  hash: string,
  agreements: readonly string[],
  fixed: Partial<SignalDraft> = {},
): SignalDraft => ({
  ...personDraft('', '', agreements, { purposes: ['content-safety'], action: 'inform' }),
  kind: 'media-hash',
  value: { algorithm: 'pdq', hash, quality: 100, threshold: null, mediaType: 'image/jpeg' },
  necessity: 'Shows an invented attack and is spread to praise it.',
  ...fixed,
})

/**
 * Stores signals of a node's member and delivers them to their recipients, in one transaction. The signals count as
 * released by two officers unless `released` is false.
 */
export async function shareSignals(
  node: Pick<TestNode, 'store'> & { member: string },
  drafts: readonly SignalDraft[],
  now = new Date(),
  released = true,
): Promise<string[]> {
  const deps = { store: node.store, member: { id: node.member, name: node.member } }
  const intent = { action: 'record.write', type: 'signal.release' } as const
  return systemAccess(deps, 'border-control').transaction(intent, async (tx) => {
    const signals = drafts.map((draft) => newSignal(draft, node.member, now))
    for (const part of chunksOf(signals, 200)) {
      await tx.db
        .insertInto('signal')
        .values(
          part.map((signal) => ({ ...toSignalRow(tx, signal), released_version: released ? signal.version : null })),
        )
        .execute()
    }
    for (const signal of signals) await keepVersion(tx, signal, 'created')
    await indexSignal(tx, signals)
    const ids = signals.map(({ id }) => id)
    await signalsChanged(tx, ids, 'signal-created')
    await signalChangedFor(tx, ids)
    return ids
  })
}
