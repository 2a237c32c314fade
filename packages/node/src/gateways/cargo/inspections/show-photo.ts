import { fail } from '../../../errors.ts'
import { loadRaw } from '../../../pipeline/raw/raw-files.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { PhotoDeps } from './add-photo.ts'
import { onInspection, teamFor } from './inspection-row.ts'

/** The width of a shown photo in pixels. */
const shownWidth = 1280

/**
 * Shows a photo as a PNG that is encoded again from its pixels, so that nothing else of the file reaches a browser.
 * Errors: `not-found`, `media-undecodable`, `refused`, also once the record is masked.
 */
export async function showPhoto(
  deps: PhotoDeps,
  access: AccessStore,
  actor: Tx['actor'],
  { id, photo }: { id: string; photo: string },
): Promise<Buffer> {
  const details = { part: 'photo' }
  const intent = onInspection(actor, id, 'inspection.read', { decision: 'allow', details })
  const bytes = await access.transaction(intent, async (tx) => {
    const row = await tx.db
      .selectFrom('cargo_photo')
      .selectAll()
      .where('id', '=', photo)
      .where('inspection_id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw fail('not-found')
    return loadRaw(tx, deps, { ...row, team: teamFor(actor), raw: null })
  })
  const shown = await deps.hasher.show({ bytes, moving: false }, { width: shownWidth, colour: true })
  if (shown === null) throw fail('media-undecodable')
  return shown
}

/** Returns which of these raw files are photos. */
export async function photoFilesAmong(tx: Tx, names: readonly string[]): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cargo_photo')
    .select('raw_file')
    .where('raw_file', 'in', [...names])
    .execute()
  return rows.map(({ raw_file: name }) => name)
}
