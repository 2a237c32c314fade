import type { MediaKind } from '@entente/contracts'
import { looksLikeText, sniffText } from './sniff-text.ts'

/**
 * Handling of a file. `image`, `video`, `text`: it is decoded. `digest`: cryptographic hashes only. `playlist`:
 * refused, because a decoder would open the files that it names.
 */
export type Handling = 'image' | 'video' | 'text' | 'digest' | 'playlist'
export interface Sniffed {
  kind: MediaKind
  mediaType: string
  handling: Handling
  /** A picture of several frames, which is hashed as a video too. */
  animated: boolean
}

/** Bytes of the beginning that are enough to detect the kind. */
export const sniffLength = 65_536

type Rule = readonly [at: number, magic: string, mediaType: string, kind: MediaKind, handling: Handling]

// Bytes as Latin-1 text. The order matters only if one magic number begins another.
const rules: readonly Rule[] = [
  [0, '\xff\xd8\xff', 'image/jpeg', 'image', 'image'],
  [0, '\x89PNG\r\n\x1a\n', 'image/png', 'image', 'image'],
  [0, 'GIF87a', 'image/gif', 'image', 'image'],
  [0, 'GIF89a', 'image/gif', 'image', 'image'],
  [0, 'II*\0', 'image/tiff', 'image', 'image'],
  [0, 'MM\0*', 'image/tiff', 'image', 'image'],
  [0, 'II+\0', 'image/tiff', 'image', 'image'],
  [0, 'MM\0+', 'image/tiff', 'image', 'image'],
  [0, '8BPS', 'image/vnd.adobe.photoshop', 'image', 'digest'],
  [0, '\0\0\x01\0', 'image/vnd.microsoft.icon', 'image', 'digest'],
  [0, '\xff\x0a', 'image/jxl', 'image', 'digest'],
  [0, '\0\0\0\x0cJXL \r\n\x87\n', 'image/jxl', 'image', 'digest'],
  [0, '\0\0\0\x0cjP  \r\n\x87\n', 'image/jp2', 'image', 'digest'],
  [0, '\x1aE\xdf\xa3', 'video/x-matroska', 'video', 'video'],
  [0, 'FLV\x01', 'video/x-flv', 'video', 'video'],
  [0, '0&\xb2u\x8ef\xcf\x11', 'video/x-ms-asf', 'video', 'video'],
  [0, '\0\0\x01\xba', 'video/mpeg', 'video', 'video'],
  [0, '\0\0\x01\xb3', 'video/mpeg', 'video', 'video'],
  [4, 'moov', 'video/quicktime', 'video', 'video'],
  [4, 'mdat', 'video/quicktime', 'video', 'video'],
  [4, 'wide', 'video/quicktime', 'video', 'video'],
  [0, 'OggS', 'audio/ogg', 'other', 'digest'],
  [0, 'ID3', 'audio/mpeg', 'other', 'digest'],
  [0, 'fLaC', 'audio/flac', 'other', 'digest'],
  [0, 'PK\x03\x04', 'application/zip', 'other', 'digest'],
  [0, 'PK\x05\x06', 'application/zip', 'other', 'digest'],
  [0, '7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed', 'other', 'digest'],
  [0, 'Rar!\x1a\x07', 'application/vnd.rar', 'other', 'digest'],
  [0, '\x1f\x8b', 'application/gzip', 'other', 'digest'],
  [0, 'BZh', 'application/x-bzip2', 'other', 'digest'],
  [0, '\xfd7zXZ\0', 'application/x-xz', 'other', 'digest'],
  [0, '(\xb5/\xfd', 'application/zstd', 'other', 'digest'],
  [257, 'ustar', 'application/x-tar', 'other', 'digest'],
]

/** Detects the kind of a file from its first bytes; its name and declared type are ignored. */
export function sniffMedia(head: Uint8Array): Sniffed {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, sniffLength)).toString('latin1')
  const is = (mediaType: string, kind: MediaKind, handling: Handling, animated = false): Sniffed => ({
    kind,
    mediaType,
    handling,
    animated,
  })
  for (const [at, magic, mediaType, kind, handling] of rules) {
    if (!bytes.startsWith(magic, at)) continue
    if (mediaType === 'image/gif') return is(mediaType, kind, handling, true)
    if (mediaType === 'image/png') {
      const control = bytes.indexOf('acTL')
      return is(mediaType, kind, handling, control > 0 && control < (bytes.indexOf('IDAT') + 1 || Infinity))
    }
    if (mediaType === 'video/x-matroska' && bytes.slice(0, 80).includes('webm')) return is('video/webm', kind, handling)
    if (mediaType === 'audio/ogg' && bytes.slice(0, 512).includes('\x80theora'))
      return is('video/ogg', 'video', 'video')
    return is(mediaType, kind, handling)
  }
  return sniffContainer(bytes, is) ?? sniffDocument(head, bytes, is)
}

type Is = (mediaType: string, kind: MediaKind, handling: Handling, animated?: boolean) => Sniffed

/** Detects the content of RIFF and ISO containers by their second word. */
function sniffContainer(bytes: string, is: Is): Sniffed | null {
  if (bytes.startsWith('RIFF')) {
    const form = bytes.slice(8, 12)
    if (form === 'WEBP') {
      const moving = bytes.slice(12, 16) === 'VP8X' && (bytes.charCodeAt(20) & 2) !== 0
      return is('image/webp', 'image', 'image', moving)
    }
    if (form === 'AVI ') return is('video/x-msvideo', 'video', 'video')
    return is(form === 'WAVE' ? 'audio/wav' : 'application/octet-stream', 'other', 'digest')
  }
  if (bytes.startsWith('ftyp', 4)) {
    const brand = bytes.slice(8, 12)
    if (brand === 'avif' || brand === 'avis') return is('image/avif', 'image', 'image', brand === 'avis')
    // Stills of a codec that only some systems may decode.
    if (['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'].includes(brand))
      return is('image/heic', 'image', 'digest')
    if (brand.startsWith('M4A') || brand.startsWith('M4B')) return is('audio/mp4', 'other', 'digest')
    const type = brand === 'qt  ' ? 'video/quicktime' : brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4'
    return is(type, 'video', 'video')
  }
  const packet = [0, 188, 376].map((at) => bytes[at])
  if (packet.every((byte) => byte === 'G') && bytes.length > 376) return is('video/mp2t', 'video', 'video')
  return null
}

function sniffDocument(head: Uint8Array, bytes: string, is: Is): Sniffed {
  if (bytes.slice(0, 1024).includes('%PDF-')) return is('application/pdf', 'other', 'digest')
  if (bytes.startsWith('BM') && [12, 40, 52, 56, 64, 108, 124].includes(bytes.charCodeAt(14)) && bytes[15] === '\0')
    return is('image/bmp', 'image', 'digest')
  if (!looksLikeText(head)) return is('application/octet-stream', 'other', 'digest')
  const text = sniffText(head)
  if (text === 'text/plain' || text === 'text/html') return is(text, 'text', 'text')
  return text === 'image/svg+xml' ? is(text, 'image', 'digest') : is(text, 'other', 'playlist')
}
