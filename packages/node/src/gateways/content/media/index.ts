/** Hashing of files from outside, for the node and the command alike. */
export { type Confinement, confinement } from './confine/confinement.ts'
export type { Digested, Digests, MediaSource } from './digest-media.ts'
export { type Fetched, FetchRefused, type FetchRules, fetchUrl } from './fetch/fetch-url.ts'
export { find } from './find.ts'
export {
  type HashOptions,
  type Look,
  MediaHasher,
  type MediaHasherOptions,
  type MediaSignalType,
  mediaSignalTypes,
} from './hash-media.ts'
export { defaultLimits, type MediaLimits } from './limits.ts'
export { blurredWidth, stillWidth } from './looks/look-work.ts'
export { sweepTemporary } from './sweep-temporary.ts'
export { type Ffmpeg, findFfmpeg } from './video/find-ffmpeg.ts'
