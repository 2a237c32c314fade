export { hamming } from '../digests/hamming-distance.ts'
export { hashBytes, hexOf, normaliseHash } from '../digests/hash-bytes.ts'
export { sha256 } from '../digests/sha256.ts'
export { crc32c } from '../hamming/crc32c.ts'
export type { Channels } from './pdq/check-pixels.ts'
export { type Transform, transforms } from './pdq/dihedral.ts'
export { type DihedralHashes, type PdqHash, type PdqOptions, pdq, pdqDihedral, usableQuality } from './pdq/pdq.ts'
export {
  bandKeys,
  type ComparableText,
  compareTexts,
  minhashBytes,
  readMinhash,
  type TextComparison,
} from './text/compare-texts.ts'
export { normaliseText } from './text/normalise-text.ts'
export { type TextSignature, textSignature } from './text/text-signature.ts'
export { tlsh, tlshMinimum } from './tlsh/tlsh.ts'
export { normaliseTlsh, tlshDistance, tlshThreshold } from './tlsh/tlsh-distance.ts'
export { TmkBuilder } from './tmk/tmk-builder.ts'
export { type Tmk, tmkRead, tmkWrite } from './tmk/tmk-format.ts'
export { type TmkScore, tmkMatches, tmkScore, tmkThreshold } from './tmk/tmk-score.ts'
export {
  type CanonicalUrl,
  canonicalUrl,
  type UrlLookup,
  type UrlScope,
  urlScopes,
  urlSignal,
} from './url/canonical-url.ts'
export { type FoundUrl, takeOutUrls } from './url/find-urls.ts'
export type { Segment as VpdqSegment } from './vpdq/align-votes.ts'
export {
  compareVpdq,
  matchVpdq,
  scanVideos,
  type VpdqIndex,
  type VpdqMatch,
  type VpdqNeighbour,
  type VpdqRule,
  vpdqRadius,
} from './vpdq/match-vpdq.ts'
export { usableFrames } from './vpdq/usable-frames.ts'
export { frameInterval, readVpdq, type VpdqFrame, type VpdqReading, writeVpdq } from './vpdq/vpdq-frames.ts'
