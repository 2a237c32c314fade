import type { Finding, Match, MediaHashes, SignalValue, Transform, UploadDecision } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Query } from '../match/find-matches.ts'
import type { UploadTable } from '../schema.ts'

export type UploadRow = Selectable<UploadTable>
/** What is looked for, as an upload keeps it: `raw` is what is compared, in base64. */
export type KeptSignal = SignalValue & { transform: Transform; raw: string }
/** What is known of an upload's file, whether or not it is kept. Lengths in pixels and seconds. */
export interface UploadMedia {
  kind: MediaHashes['kind']
  mediaType: string | null
  bytes: number | null
  width: number | null
  height: number | null
  duration: number | null
}
/** What an upload keeps sealed. References and words are kept of one that something was found for alone. */
export interface UploadBody {
  text: {
    uploadId: string
    contentRef: string | null
    accountRef: string | null
    createdAt: string | null
    callbackUrl: string | null
    words: string | null
    signals: KeptSignal[]
    /** Left out by uploads of an older release, as is `unread`. */
    media?: UploadMedia | null
    /** A decoder broke off at its file. */
    unread?: boolean
    matches: Match[]
    total: number
    truncated: boolean
    findings: Finding[]
    /** Found by a signal that came later. */
    retro: boolean
    /** What the sender was told last. */
    decision: UploadDecision | null
  } | null
}
export type UploadText = NonNullable<UploadBody['text']>

/** For so many days what was seen is compared with new signals, where nothing was found in it (regime `platform-upload`). */
const retroDays = 7
/** When what nothing was found in is deleted. */
export function deleteUnfoundAt({ received_at, delete_at }: Pick<UploadRow, 'received_at' | 'delete_at'>): Date {
  const soon = new Date(received_at.getTime() + retroDays * 86_400_000)
  return soon < delete_at ? soon : delete_at
}
/** What is kept of an upload that nothing was found in: its hashes, and whose it is. */
export const withoutReferences = (text: UploadText): UploadText => ({
  ...text,
  ...{ contentRef: null, accountRef: null, createdAt: null, words: null },
})

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

/** Its sender's own id of an upload, as it is looked up by: nobody else's, and not readable. */
export const refOf = (tx: Tx, senderId: string, uploadId: string): Buffer =>
  tx.blind('upload', `${senderId}\0${uploadId}`)

/** An account at its platform, as its uploads are counted by. */
export const accountOf = (tx: Tx, senderId: string, accountRef: string): Buffer =>
  tx.blind('upload-account', `${senderId}\0${accountRef}`)
