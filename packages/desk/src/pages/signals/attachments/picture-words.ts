import type { BiometricImage, BiometricReading } from '@entente/contracts'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'

export const kilobytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1000))

/** The standard a file follows, with its edition where the file states one. */
export function formatWords({ format, edition }: Pick<BiometricReading, 'format' | 'edition'>): string {
  const t = textsOf('attachments')
  return edition === null ? t.formats[format] : t.edition(t.formats[format], edition)
}

/** What is stated of one picture; what is not said is left out, but for its quality. */
export function pictureWords(image: BiometricImage): string {
  const t = textsOf('attachments')
  const { recordType, compression, width, height, resolution } = image
  return [
    recordType === null ? null : t.recordType(recordType),
    compression === 'NONE' ? null : compression,
    width === null || height === null ? null : t.pixels(number(width), number(height)),
    resolution === null ? null : t.resolution(number(resolution)),
    qualityWords(image.quality),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** Above 100 the format says that no quality could be given. */
function qualityWords(quality: number | null): string {
  const t = textsOf('attachments')
  if (quality === null) return t.qualityNotSaid
  return quality > 100 ? t.qualityFailed : t.quality(quality)
}
