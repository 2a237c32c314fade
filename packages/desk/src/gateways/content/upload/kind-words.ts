import type { CaseMedia, SignalType } from '@entente/contracts'
import type { IconName } from '../../../parts/icon.tsx'
import { videoClock } from '../match/stretch-line.tsx'
import { text } from '../texts/index.ts'

type Kind = CaseMedia['kind'] | 'address'
/** Returns the kind of an upload: that of its file, else that of its nearest match, else null (only hashes). */
export function kindOf(file: CaseMedia['kind'], compared: SignalType | undefined): Kind {
  if (file !== null) return file
  if (compared === 'text' || compared === 'tlsh') return 'text'
  return compared === 'url' ? 'address' : null
}
/** Names the kind of an upload and its length: `Video 0:42`. */
export function kindWords(kind: Kind, duration: number | null): string {
  const name = text(`content.uploads.kinds.${kind ?? 'none'}`)
  return duration === null ? name : text('content.uploads.kindLength', { kind: name, length: videoClock(duration) })
}
export const kindIcon = (kind: Kind): IconName =>
  kind === 'image'
    ? 'picture'
    : kind === 'video'
      ? 'play'
      : kind === null
        ? 'hatched'
        : kind === 'address'
          ? 'search'
          : 'messages'
