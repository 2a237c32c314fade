import type { CaseMedia } from '@entente/contracts'
import { videoClock } from '../../evidence/stretch-line.tsx'
import type { IconName } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'

type Kind = CaseMedia['kind']
/** What an upload is, with its length: `Video 0:42`. Without a file it is its hashes alone. */
export function kindWords(kind: Kind, duration: number | null): string {
  const t = textsOf('content')
  const name = t.kinds[kind ?? 'none']
  return duration === null ? name : t.kindLength(name, videoClock(duration))
}
export const kindIcon = (kind: Kind): IconName =>
  kind === 'image' ? 'picture' : kind === 'video' ? 'play' : kind === null ? 'hatched' : 'messages'
