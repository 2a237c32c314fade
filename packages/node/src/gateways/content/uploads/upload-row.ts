import {
  type Finding,
  type Match,
  type MediaHashes,
  plainText,
  type SentFinding,
  type SignalValue,
  type Transform,
  type UploadDecision,
  type UploadState,
} from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Extent } from '../../../media/index.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { noClock } from '../../../safeguards/access/clocks.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { clocksOf } from '../../../safeguards/retention/clocks-of.ts'
import { standingOf } from '../../../safeguards/retention/standing.ts'
import type { Query } from '../match/find-matches.ts'
import type { UploadTable } from '../store/schema.ts'

export type UploadRow = Selectable<UploadTable>
/** A signal as stored in an upload: `raw` has the compared bytes in base64. */
export type KeptSignal = SignalValue & { transform: Transform; raw: string }
/** Properties of an upload's file, stored with or without the file. Lengths are in pixels and seconds. */
export interface UploadMedia {
  kind: MediaHashes['kind']
  mediaType: string | null
  bytes: number | null
  width: number | null
  height: number | null
  duration: number | null
}
/** Sealed content of an upload. References and words are removed from an upload without a match. */
export interface UploadBody {
  text: {
    uploadId: string
    contentRef: string | null
    accountRef: string | null
    createdAt: string | null
    callbackUrl: string | null
    words: string | null
    signals: KeptSignal[]
    /** Missing in uploads of older releases, as is `extent`. */
    media?: UploadMedia | null
    /** How far the file and the other signals were compared. */
    extent?: Extent
    /** In uploads of older releases: true if a decoder stopped at the file. */
    unread?: boolean
    matches: Match[]
    total: number
    truncated: boolean
    /** Findings of older releases lack `key` and `values`. */
    findings: (Finding | SentFinding)[]
    /** True if a signal that came later matched the upload. */
    retro: boolean
    /** The last decision sent to the sender. */
    decision: UploadDecision | null
  } | null
}
export type UploadText = NonNullable<UploadBody['text']>

type Received = Pick<UploadRow, 'regime' | 'received_at'> & Partial<Pick<UploadRow, 'removed_at'>>

/** Returns the clocks of an upload. One without a match is compared with new signals until then. `hasEvidence`: recorded evidence keeps it. */
export function uploadClocks(
  row: Received,
  found: boolean,
  hasEvidence = false,
): { mask_at: Date | null; delete_at: Date } {
  const facts = { receivedAt: row.received_at, removedAt: row.removed_at ?? null, found, hasEvidence }
  const { maskAt, deleteAt } = clocksOf(row.regime, facts)
  return { mask_at: maskAt, delete_at: deleteAt }
}
/** Returns the clocks of a stored upload, with the evidence that was recorded about it. */
export async function storedClocks(tx: Pick<Tx, 'db'>, row: Received & { id: string }, found: boolean) {
  const standing = await standingOf(tx.db, row.regime, [row.id])
  return uploadClocks(row, found, standing(row.id).hasEvidence)
}
/** Removes references and words from an upload without a match: its hashes and its id remain. */
export const withoutReferences = (text: UploadText): UploadText => ({
  ...text,
  ...{ contentRef: null, accountRef: null, createdAt: null, words: null },
})

/**
 * Returns the state of an upload without a match. `no-match` says that everything of it was compared: a file that a limit
 * stopped is `not-compared`, and one that stopped its decoder, or an upload without any hash, is `quarantined`.
 */
export function unmatchedState({
  extent,
  unread = false,
  signals,
}: Pick<UploadText, 'extent' | 'unread'> & { signals: readonly unknown[] }):
  | 'no-match'
  | 'not-compared'
  | 'quarantined' {
  if (signals.length === 0 || unread || extent === 'stopped') return 'quarantined'
  return extent === 'part' ? 'not-compared' : 'no-match'
}

/** Returns whether nobody looks at an upload in this state: it is kept only for later signals, without its references. */
export const isUnfound = (state: UploadState): boolean => state === 'no-match' || state === 'not-compared'

/** Returns the findings with a key each. A finding of an older release has no translation: it is shown with its stored message. */
export function sentFindings({ findings }: Pick<UploadText, 'findings'>): SentFinding[] {
  return findings.map((finding) => {
    if ('key' in finding) return finding
    const { key, values } = plainText(finding.message)
    return { ...finding, key, values }
  })
}

export const keptSignal = ({ signal, transform }: Query): KeptSignal => ({
  type: signal.type,
  value: signal.value,
  quality: signal.quality,
  transform,
  raw: Buffer.from(signal.raw).toString('base64'),
})
export const queryOf = ({ transform, raw, ...signal }: KeptSignal): Query => ({
  signal: { ...signal, raw: Buffer.from(raw, 'base64') },
  transform,
})

/** Computes the token by which a sender's upload id is found. It does not reveal the id and differs between senders. */
export const refOf = (tx: Tx, senderId: string, uploadId: string): Buffer =>
  tx.tokensFor(noClock).seal(tx.blind('upload', `${senderId}\0${uploadId}`))

/** Computes the token by which the uploads of a platform's account are counted. */
export const accountOf = (tx: Tx, senderId: string, accountRef: string): Buffer =>
  tx.tokensFor(noClock).seal(tx.blind('upload-account', `${senderId}\0${accountRef}`))

// Regimes of platforms mask nothing before they delete. A regime that masks would mask all of an upload.
export const uploadClasses = classesOf<UploadBody>()('upload', { text: 'masked' })
