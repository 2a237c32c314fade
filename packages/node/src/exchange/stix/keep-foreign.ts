import { createHash, randomUUID } from 'node:crypto'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { chunksOf } from '../../store/take-turns.ts'
import type { PapMark, TlpMark } from './markings.ts'

/** A foreign object to store. `text` is stored unchanged. */
export interface ForeignDraft {
  collectionId: string | null
  member: string
  source: string
  addedUs: bigint
  format: 'stix' | 'misp'
  objectId: string
  objectType: string
  version: { us: bigint; text: string }
  tlp: TlpMark
  pap: PapMark
  state: 'held' | 'carrier'
  signalId: string | null
  purposes: readonly string[]
  deleteAt: Date
  text: string
}
const rowsAtOnce = 500

/**
 * Stores foreign objects, sealed. If an object with the same id and version is stored already, that one stays. Returns
 * how many are new.
 */
export async function keepForeign(tx: Tx, drafts: readonly ForeignDraft[]): Promise<number> {
  let kept = 0
  for (const part of chunksOf(drafts, rowsAtOnce)) {
    const rows = part.map((draft) => {
      const id = randomUUID()
      return {
        ...{
          id,
          collection_id: draft.collectionId,
          member: draft.member,
          source: draft.source,
          added_us: draft.addedUs,
        },
        ...{ format: draft.format, object_id: draft.objectId, object_type: draft.objectType },
        ...{ version_us: draft.version.us, version_text: draft.version.text, tlp: draft.tlp, pap: draft.pap },
        ...{ state: draft.state, signal_id: draft.signalId, purposes: [...draft.purposes] },
        ...{ received_at: tx.now, delete_at: draft.deleteAt, digest: digestOf(draft.text) },
        raw: tx.sealRaw(id, Buffer.from(draft.text), { regime: 'signal', mask_at: null, delete_at: draft.deleteAt }),
      }
    })
    const done = await tx.db
      .insertInto('foreign_object')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    kept += Number(done.numInsertedOrUpdatedRows ?? 0)
  }
  return kept
}

export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
