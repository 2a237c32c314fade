import type { CaseMedia, SignalType } from '@entente/contracts'
import type { IconName } from '../../../parts/icon.tsx'
import { videoClock } from '../match/stretch-line.tsx'
import { text } from '../texts/index.ts'

type Kind = CaseMedia['kind'] | 'address'
/** What an upload is: its file, else what its nearest match compared, else hashes alone (null). */
export function kindOf(file: CaseMedia['kind'], compared: SignalType | undefined): Kind {
  if (file !== null) return file
  if (compared === 'text' || compared === 'tlsh') return 'text'
  return compared === 'url' ? 'address' : null
}
/** What an upload is, with its length: `Video 0:42`. Without a file it is its hashes alone. */
export function kindWords(kind: Kind, duration: number | null): string {
  const name = text(`content.queue.kinds.${kind ?? 'none'}`)
  return duration === null ? name : text('content.queue.kindLength', { kind: name, length: videoClock(duration) })
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
