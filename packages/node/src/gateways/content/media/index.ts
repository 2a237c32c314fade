/** Hashing of files from outside, for the node and the command. */
export { confinement } from './confine/confinement.ts'
export type { MediaSource } from './digest-media.ts'
export { FetchRefused, fetchUrl } from './fetch/fetch-url.ts'
export { find } from './find.ts'
export {
  type HashOptions,
  type Look,
  MediaHasher,
  type MediaSignalType,
  mediaSignalTypes,
} from './hash-media.ts'

export { blurredWidth, stillWidth } from './looks/look-work.ts'
export { sweepTemporary } from './sweep-temporary.ts'
export { findFfmpeg } from './video/find-ffmpeg.ts'
