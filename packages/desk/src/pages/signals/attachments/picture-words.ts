import type { BiometricImage, BiometricReading } from '@entente/contracts'
import { number } from '../../../texts/numbers.ts'
import { text } from '../../../texts/text.ts'

export const kilobytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1000))

/** Names the standard of a file, with its edition if the file states one. */
export function formatWords({ format, edition }: Pick<BiometricReading, 'format' | 'edition'>): string {
  return edition === null
    ? text(`attachments.formats.${format}`)
    : text('attachments.edition', { format: text(`attachments.formats.${format}`), edition })
}

/** Describes one picture by its stated facts. Unknown facts are omitted, except for the quality. */
export function pictureWords(image: BiometricImage): string {
  const { recordType, compression, width, height, resolution } = image
  return [
    recordType === null ? null : text('attachments.recordType', { n: recordType }),
    compression === 'NONE' ? null : compression,
    width === null || height === null
      ? null
      : text('attachments.pixels', { width: number(width), height: number(height) }),
    resolution === null ? null : text('attachments.resolution', { n: number(resolution) }),
    qualityWords(image.quality),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** Describes the quality. Numbers above 100 mean in these formats that it could not be measured. */
function qualityWords(quality: number | null): string {
  if (quality === null) return text('attachments.qualityNotSaid')
  return quality > 100 ? text('attachments.qualityFailed') : text('attachments.quality', { n: quality })
}
