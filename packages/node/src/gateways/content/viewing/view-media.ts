import type { ViewLevel, ViewQuery } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { type MediaHasher, stillWidth, type View } from '../../../media/index.ts'
import { onCase } from '../../../pipeline/cases/on-case.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { openOriginal } from '../originals/keep-original.ts'
import { type Stretch, stretchAt, stretchesOf } from '../uploads/stretches.ts'
import { moves, uploadOfCase } from '../uploads/upload-of-case.ts'
import type { UploadMedia } from '../uploads/upload-row.ts'
import { countView, exposureOf } from './exposure.ts'
import { readViewingSettings } from './viewing-settings.ts'

export interface ViewDeps extends Pick<CoreDeps, 'store' | 'dataRoot'> {
  hasher: MediaHasher
}
export interface Shown {
  type: 'image/png' | 'video/mp4'
  bytes: Buffer
}
/** Longest stretch of a video shown at once, in seconds. */
const longestView = 600

/**
 * Shows a person the file of a case at the requested level. The view is logged and counted before anything is shown.
 * Errors: `nothing-to-show`, `viewing-limited` (on a break, or beyond the person's own limits), `media-undecodable`,
 * `refused`.
 */
export async function viewMedia(
  deps: ViewDeps,
  access: AccessStore,
  view: { caseId: string; level: ViewLevel; query: ViewQuery },
): Promise<Shown> {
  const { caseId, level, query } = view
  const { colour = false, sound = false, whole = false } = query
  const details = level === 'blurred' ? { level } : { level, colour, sound, whole }
  const intent = onCase(caseId, 'content.look', 'content.look', { decision: 'allow', details })
  const opened = await access.transaction(intent, async (tx) => {
    const { row, text } = await uploadOfCase(tx, caseId)
    const { media = null, matches } = text
    if (media === null || (level === 'video' && !moves(media))) throw fail('nothing-to-show')
    if (level !== 'blurred') await checkLimits(tx, level, query)
    const bytes = await openOriginal(tx, deps, row.id, level === 'blurred' ? 'preview' : 'raw')
    if (bytes === null) throw fail('nothing-to-show')
    if (level !== 'blurred') await countView(tx, level)
    return { bytes, media, stretches: stretchesOf(matches) }
  })
  const { bytes, media, stretches } = opened
  if (level === 'blurred') return { type: 'image/png', bytes }
  const moving = media.kind === 'video' || level === 'video'
  const made = await deps.hasher.show(
    { bytes, moving },
    { width: stillWidth, colour, ...part(level, query, media, stretches) },
  )
  if (made === null) throw fail('media-undecodable')
  return { type: level === 'video' ? 'video/mp4' : 'image/png', bytes: made }
}

/** Selects the moment or stretch to show. */
function part(
  level: ViewLevel,
  { at, sound = false, whole = false }: ViewQuery,
  { duration }: UploadMedia,
  stretches: readonly Stretch[],
): Pick<View, 'from' | 'seconds' | 'sound'> {
  const stretch = whole ? null : stretchAt(stretches, at)
  const { from, to } = stretch ?? { from: 0, to: duration ?? longestView }
  if (level === 'still') return { from: at ?? (from + to) / 2, seconds: null }
  const begin = stretch === null ? (at ?? 0) : from
  // A stretch of one frame has the length zero.
  return { from: begin, seconds: Math.min(longestView, Math.max(1, to - begin)), sound }
}

async function checkLimits(tx: Tx, level: ViewLevel, { colour, sound, beyond }: ViewQuery): Promise<void> {
  if ((await exposureOf(tx)).breakUntil !== null) throw fail('viewing-limited', { detail: 'You are on a break.' })
  if (beyond === true) return
  const own = await readViewingSettings(tx)
  const order: readonly ViewLevel[] = ['blurred', 'still', 'video']
  const tooMuch =
    order.indexOf(level) > order.indexOf(own.most) || (colour === true && !own.colour) || (sound === true && !own.sound)
  if (tooMuch)
    throw fail('viewing-limited', { detail: 'This is more than you allow yourself: ask for it beyond that.' })
}
