import type { Finding } from '@entente/contracts'

/** All findings about a file: their severity, and their message for people. */
const table = {
  FILE_UNREADABLE: ['error', 'The file cannot be read.'],
  MEDIA_EMPTY: ['error', 'The file is empty.'],
  MEDIA_TOO_LARGE: ['error', 'The file is larger than what is decoded.'],
  MEDIA_UNSUPPORTED: ['warning', 'Files of this kind are not decoded: only their cryptographic hashes are given.'],
  MEDIA_PLAYLIST_REFUSED: ['error', 'This is a list of other files, which a decoder would open: it is not read.'],
  MEDIA_DAMAGED: ['warning', 'The file is damaged: the hash is of what could be decoded.'],
  MEDIA_UNDECODABLE: ['error', 'The file is damaged, and nothing of it could be decoded.'],
  MEDIA_DECODER_FAILED: ['error', 'The decoder broke off at this file and was ended.'],
  MEDIA_DECODE_TIMEOUT: ['error', 'Decoding took longer than allowed and was ended.'],
  ORIGINAL_NOT_KEPT: ['notice', 'The file is larger than what is kept for a case: its hashes alone are.'],
  PDQ_TOO_SMALL: ['warning', 'The picture is under 5 pixels wide or high: its hash says nothing.'],
  PDQ_LOW_QUALITY: ['warning', 'There is too little to see in the picture for its hash to be matched.'],
  VIDEO_NO_STREAM: ['error', 'The file has no video stream.'],
  VIDEO_DECODER_MISSING: ['warning', 'ffmpeg is not installed: only cryptographic hashes are given of videos.'],
  VIDEO_FRAMES_CAPPED: ['warning', 'The video has more frames to hash than allowed: hashing stopped there.'],
  VIDEO_FRAME_RATE_UNKNOWN: ['notice', 'The file states no frame rate: 25 frames a second are assumed.'],
  TEXT_BAD_ENCODING: ['warning', 'Some bytes are no text in this encoding: they were read as U+FFFD.'],
  TLSH_TOO_SHORT: ['info', 'The text is too short for a TLSH digest.'],
  TLSH_TOO_UNIFORM: ['info', 'The text varies too little for a TLSH digest.'],
} as const satisfies Record<string, readonly [Finding['severity'], string]>
export type MediaFindingCode = keyof typeof table

/** Makes a finding about a file, with an additional sentence. */
export function find(code: MediaFindingCode, detail?: string): Finding {
  const [severity, message] = table[code]
  return {
    code,
    severity,
    message: detail === undefined ? message : `${message} ${detail}`,
    position: null,
    literal: null,
    at: null,
  }
}
