import { isSigned, parseCheckpoint, parseNote, parseVerifierKey, sameBytes, treeRoot } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import { tilesIn } from './read-tiles.ts'
import type { LogRow } from './sequence.ts'

/**
 * Returns the checkpoint of a note if this log signed it and does not contain it, else null. Only the signature of this log
 * counts: the word of somebody else alone ends no log. Throws if the note has another form.
 */
export async function readAhead(
  db: Kysely<Schema>,
  log: LogRow,
  text: string,
): Promise<ReturnType<typeof parseCheckpoint> | null> {
  const note = parseNote(Buffer.from(text), 'witness')
  const seen = parseCheckpoint(note.text, 'witness')
  if (seen.origin !== log.origin) return null
  if (!(await isSigned(nodeLogCrypto, note, [await parseVerifierKey(nodeLogCrypto, log.vkey, 'log')]))) return null
  const isKnown =
    seen.size <= Number(log.size) &&
    sameBytes(await treeRoot(nodeLogCrypto, tilesIn(db, log.generation), seen.size), seen.root)
  return isKnown ? null : seen
}
