import { defineSentences, type Finding, type SentFinding } from '@entente/contracts'

/** The severity of each finding about a file. */
const severities = {
  FILE_UNREADABLE: 'error',
  MEDIA_EMPTY: 'error',
  MEDIA_TOO_LARGE: 'error',
  MEDIA_UNSUPPORTED: 'warning',
  MEDIA_PLAYLIST_REFUSED: 'error',
  MEDIA_DAMAGED: 'warning',
  MEDIA_FIRST_PAGE: 'warning',
  MEDIA_UNDECODABLE: 'error',
  MEDIA_DECODER_FAILED: 'error',
  MEDIA_DECODE_TIMEOUT: 'error',
  ORIGINAL_NOT_KEPT: 'notice',
  PDQ_TOO_SMALL: 'warning',
  PDQ_LOW_QUALITY: 'warning',
  VIDEO_NO_STREAM: 'error',
  VIDEO_DECODER_MISSING: 'warning',
  VIDEO_FRAMES_CAPPED: 'warning',
  VIDEO_FRAME_RATE_UNKNOWN: 'notice',
  TEXT_BAD_ENCODING: 'warning',
  TLSH_TOO_SHORT: 'info',
  TLSH_TOO_UNIFORM: 'info',
} as const satisfies Record<string, Finding['severity']>
type Code = keyof typeof severities
type Write = (values: never) => string

/**
 * The English sentences of findings about a file, by key. A key has the code of its finding; a second sentence for the
 * same code has a suffix. The desk's texts of this gateway have the same keys with the same values.
 */
export const fileFindingEnglish = {
  'content.findings.FILE_UNREADABLE': ({ cause }: { cause: string }) => `The file cannot be read (${cause}).`,
  'content.findings.FILE_UNREADABLE.missing': () => 'There is no such file.',
  'content.findings.FILE_UNREADABLE.folder': () => 'This is a folder. Name the files in it.',
  'content.findings.MEDIA_EMPTY': () => 'The file is empty.',
  'content.findings.MEDIA_TOO_LARGE': () => 'The file is too large to be decoded.',
  'content.findings.MEDIA_TOO_LARGE.pixels': ({ width, height }: { width: number; height: number }) =>
    `The file is too large to be decoded. It states ${width} x ${height} pixels.`,
  'content.findings.MEDIA_UNSUPPORTED': ({ mediaType }: { mediaType: string }) =>
    `Files of the type ${mediaType} are not decoded. Only their cryptographic hashes are given.`,
  'content.findings.MEDIA_PLAYLIST_REFUSED': () =>
    'The file is a list of other files. It is not decoded, because a decoder would open those files.',
  'content.findings.MEDIA_DAMAGED': () => 'The file is damaged. The hash covers only the part that could be decoded.',
  'content.findings.MEDIA_FIRST_PAGE': ({ pages }: { pages: number }) =>
    `The file has ${pages} pages. Only the first page is hashed.`,
  'content.findings.MEDIA_UNDECODABLE': () => 'The file is damaged. No part of it could be decoded.',
  'content.findings.MEDIA_DECODER_FAILED': () => 'The decoder failed on this file and was stopped.',
  'content.findings.MEDIA_DECODE_TIMEOUT': () => 'Decoding took longer than allowed and was stopped.',
  'content.findings.ORIGINAL_NOT_KEPT': () => 'The file is too large to be kept for a case. Only its hashes are kept.',
  'content.findings.PDQ_TOO_SMALL': () =>
    'The picture is less than 5 pixels wide or high. Its PDQ hash is meaningless.',
  'content.findings.PDQ_LOW_QUALITY': () => 'The picture has too little detail for its PDQ hash to be matched.',
  'content.findings.VIDEO_NO_STREAM': () => 'The file has no video stream.',
  'content.findings.VIDEO_DECODER_MISSING': () =>
    'ffmpeg is not installed. For videos, only cryptographic hashes are given.',
  'content.findings.VIDEO_FRAMES_CAPPED': () =>
    'The video has more frames to hash than allowed. Hashing stopped at the limit.',
  'content.findings.VIDEO_FRAME_RATE_UNKNOWN': () =>
    'The file states no frame rate. A rate of 25 frames per second is assumed.',
  'content.findings.TEXT_BAD_ENCODING': () =>
    'Some bytes are not valid in the encoding of the text. They were read as U+FFFD.',
  'content.findings.TLSH_TOO_SHORT': () => 'The text is too short for a TLSH digest.',
  'content.findings.TLSH_TOO_UNIFORM': () => 'The text varies too little for a TLSH digest.',
} as const satisfies Record<`content.findings.${Code}`, Write> & Record<`content.findings.${Code}.${string}`, Write>
type English = typeof fileFindingEnglish
type Name = keyof English extends `content.findings.${infer Rest}` ? Rest : never

const sentence = defineSentences(fileFindingEnglish)

/** Makes a finding about a file. `name` is its code, or its code with the suffix of another sentence. */
export function find<Of extends Name>(name: Of, ...given: Parameters<English[`content.findings.${Of}`]>): SentFinding {
  const { key, values, text } = sentence(`content.findings.${name}`, ...given)
  const code = name.replace(/\..*/, '') as Code
  return { code, severity: severities[code], message: text, position: null, literal: null, at: null, key, values }
}
