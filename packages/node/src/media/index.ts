/** Hashing and viewing of files from outside, for gateways and the command. */
// Order of the folders; each imports only folders before it:
// confine < findings, fetch, image, text < sniff, video < views < decoders. The files here use them.
export { confinement } from './confine/confinement.ts'
export { sweepTemporary } from './confine/temporary-folders.ts'
export type { MediaSource } from './digest-media.ts'
export { FetchRefused, fetchUrl } from './fetch/fetch-url.ts'
export { type Extent, extentOf } from './findings/extent-of.ts'
export { find } from './findings/find.ts'
export {
  type HashOptions,
  MediaHasher,
  type MediaSignalType,
  mediaSignalTypes,
  type View,
} from './hash-media.ts'
export { sniffMedia } from './sniff/sniff-media.ts'
export { findFfmpeg } from './video/find-ffmpeg.ts'
export { blurredWidth, stillWidth } from './views/view-work.ts'
