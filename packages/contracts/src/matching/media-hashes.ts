import { z } from 'zod'
import { SentFinding } from '../terms/terms.ts'

const Pdq = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.int().min(0)

/**
 * How a picture larger than 512 x 512 pixels is hashed: reduced first, as the reference implementation does, or at full
 * size.
 */
export const PdqMode = z.enum(['reference', 'full-resolution'])
export type PdqMode = z.infer<typeof PdqMode>

/**
 * A decoder's description of a picture. `frames` counts pages or frames; width and height are those of a single one.
 */
export const MediaImage = z.object({
  width: Count,
  height: Count,
  frames: Count,
  /** The orientation that EXIF states, from 1 to 8. It is recorded but never applied. */
  orientation: z.int().min(1).max(8).nullable(),
  channels: Count,
  bitDepth: Count,
  colourSpace: z.string().max(40),
  icc: z.boolean(),
})
export type MediaImage = z.infer<typeof MediaImage>

/** The hashes of the rotated and mirrored picture, computed from one decoded picture. */
export const MediaDihedral = z.object({
  rotate90: Pdq,
  rotate180: Pdq,
  rotate270: Pdq,
  flipX: Pdq,
  flipY: Pdq,
  flipPlus1: Pdq,
  flipMinus1: Pdq,
})
export const MediaPdq = z.object({
  hash: Pdq,
  quality: z.int().min(0).max(100),
  /** Whether the quality is at least 50, so that the hash may be matched. */
  usable: z.boolean(),
  mode: PdqMode,
  dihedral: MediaDihedral.nullable(),
})
export type MediaPdq = z.infer<typeof MediaPdq>

/** `frames` counts all decoded frames, including those that were not hashed. */
export const MediaVideo = z.object({
  width: Count,
  height: Count,
  duration: z.number().nullable(),
  framesPerSecond: z.number(),
  frames: Count,
})
export type MediaVideo = z.infer<typeof MediaVideo>

export const MediaFrame = z.object({
  frame: Count,
  /** The time in seconds from the beginning. */
  time: z.number().min(0),
  quality: z.int().min(0).max(100),
  hash: Pdq,
})
export type MediaFrame = z.infer<typeof MediaFrame>

export const MediaVpdq = z.object({
  /** The seconds between two hashes; 0 means that every frame is hashed. */
  secondsPerHash: z.number().min(0),
  width: Count,
  height: Count,
  frames: z.array(MediaFrame),
})

/** Hashes of the normalised text. */
export const MediaText = z.object({
  encoding: z.string(),
  codePoints: Count,
  sha256: z.string(),
  simhash: z.string().nullable(),
  shingles: Count,
  scripts: z.array(z.string()),
  urls: z.array(z.string()),
})
export type MediaText = z.infer<typeof MediaText>

export const MediaKind = z.enum(['image', 'video', 'text', 'other'])
export type MediaKind = z.infer<typeof MediaKind>

/**
 * All hashes of one file, in the form that `entente hash` prints. A hash that was not requested or is not available is
 * null.
 */
export const MediaHashes = z.object({
  /** The name of the file as the caller gave it. */
  file: z.string(),
  bytes: Count.nullable(),
  /** The kind as detected from the content; null if the file cannot be read. */
  kind: MediaKind.nullable(),
  mediaType: z.string().nullable(),
  md5: z.string().nullable(),
  sha1: z.string().nullable(),
  sha256: z.string().nullable(),
  image: MediaImage.nullable(),
  pdq: MediaPdq.nullable(),
  video: MediaVideo.nullable(),
  vpdq: MediaVpdq.nullable(),
  tmk: z.object({ base64: z.string(), frames: Count }).nullable(),
  text: MediaText.nullable(),
  tlsh: z.string().nullable(),
  findings: z.array(SentFinding),
})
export type MediaHashes = z.infer<typeof MediaHashes>
