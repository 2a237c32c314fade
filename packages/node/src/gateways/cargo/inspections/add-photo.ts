import { randomUUID } from 'node:crypto'
import type { InspectionDetail } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { type MediaHasher, sniffMedia } from '../../../media/index.ts'
import { writeRawFile } from '../../../pipeline/raw/raw-files.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { clocksIn } from '../../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { inspectionTeams, lockInspection, onInspection } from './inspection-row.ts'
import { inspectionDetail } from './read-inspection.ts'

export interface PhotoDeps extends Pick<CoreDeps, 'dataRoot'> {
  hasher: Pick<MediaHasher, 'show'>
}
/** The largest photo in bytes, and the most photos of an order. */
export const largestPhoto = 10 * 1024 * 1024
const mostPhotos = 20
/** The width of the view that shows whether a photo can be decoded. */
const triedWidth = 64

/**
 * Adds a photo to an order, before or after its result. It is decoded in a confined process, and stored as it was sent,
 * sealed, in a file. Errors: `media-undecodable` for what is no JPEG or PNG or cannot be decoded, `inspection-photos`
 * beyond twenty photos, `refused`. No error changes the result.
 */
export async function addPhoto(
  deps: PhotoDeps,
  access: AccessStore,
  actor: Tx['actor'],
  id: string,
  bytes: Uint8Array,
): Promise<InspectionDetail> {
  const intent = onInspection(actor, id, 'inspection.record', { details: { what: 'photo', bytes: bytes.length } })
  // Nothing is decoded for a person who may not see the order.
  await access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await checkRoom(tx, id)
  })
  const { mediaType } = sniffMedia(bytes)
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png')
    throw fail('media-undecodable', { detail: 'A photo is a JPEG or a PNG.' })
  const shown = await deps.hasher.show({ bytes, moving: false }, { width: triedWidth, colour: true })
  if (shown === null) throw fail('media-undecodable')
  return access.transaction(intent, async (tx) => {
    const inspection = await lockInspection(tx, id)
    const clocks = clocksIn(inspection)
    await checkRoom(tx, id)
    const photoId = randomUUID()
    await writeRawFile(tx, deps, { id: photoId, name: photoId, ...clocks }, bytes)
    await tx.db
      .insertInto('cargo_photo')
      .values({
        ...{ id: photoId, inspection_id: id, person_id: tx.actor.person, at: tx.now, media_type: mediaType },
        ...{ bytes: bytes.length, raw_file: photoId },
        ...{ purposes: inspection.purposes, team: inspectionTeams[0], ...clocks },
      })
      .execute()
    tx.counted(1)
    await tx.announce('inspection.changed', id, 1)
    return inspectionDetail(tx, id)
  })
}

async function checkRoom(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.db
    .selectFrom('cargo_photo')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('inspection_id', '=', id)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostPhotos)
    throw fail('inspection-photos', { detail: `An order has at most ${mostPhotos} photos.` })
}
