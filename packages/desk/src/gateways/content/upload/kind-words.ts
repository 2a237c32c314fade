import type { CaseMedia, SignalType } from '@entente/contracts'
import type { IconName } from '../../../parts/icon.tsx'
import { videoClock } from '../match/stretch-line.tsx'
import { text } from '../texts/index.ts'

type Kind = CaseMedia['kind'] | 'address'
/** The kind of an upload: of its file, else of its nearest match, else hashes alone (null). */
export function kindOf(file: CaseMedia['kind'], compared: SignalType | undefined): Kind {
  if (file !== null) return file
  if (compared === 'text' || compared === 'tlsh') return 'text'
  return compared === 'url' ? 'address' : null
}
/** The kind of an upload with its length: `Video 0:42`. Without a file: its hashes. */
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
