import { MediaDihedral, MediaFrame, MediaImage, MediaText, MediaVideo, PdqMode } from '@entente/contracts'
import { z } from 'zod'

/** The first line that a decoder writes, which says that it has started and reads requests. */
export const ready = 'ready'

/** A request to a decoder, without the bytes of the file. */
export const DecoderRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('image'),
    mode: PdqMode,
    dihedral: z.boolean(),
    /** An image with more pixels in its header is not decoded. */
    pixels: z.number(),
    side: z.number(),
  }),
  z.object({ kind: z.literal('text'), text: z.boolean(), tlsh: z.boolean() }),
  z.object({
    kind: z.literal('frames'),
    secondsPerHash: z.number(),
    /** Limits of the pixels of one frame, and of all decoded frames together. */
    pixels: z.number(),
    side: z.number(),
  }),
  z.object({
    kind: z.literal('show'),
    width: z.number(),
    colour: z.boolean(),
    pixels: z.number(),
    side: z.number(),
  }),
])
export type DecoderRequest = z.infer<typeof DecoderRequest>
export type ImageRequest = DecoderRequest & { kind: 'image' }
export type TextRequest = DecoderRequest & { kind: 'text' }
export type FramesRequest = DecoderRequest & { kind: 'frames' }
export type ShowRequest = DecoderRequest & { kind: 'show' }

/**
 * `too-large`: refused by its stated size before decoding. `undecodable`: nothing could be decoded. `damaged`: the
 * answer covers the part that could be decoded.
 */
export const ImageAnswer = z.object({
  kind: z.literal('image'),
  outcome: z.enum(['decoded', 'damaged', 'too-large', 'undecodable']),
  image: MediaImage.nullable(),
  pdq: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), quality: z.int().min(0).max(100) }).nullable(),
  dihedral: MediaDihedral.nullable(),
})
export type ImageAnswer = z.infer<typeof ImageAnswer>

export const TextAnswer = z.object({
  kind: z.literal('text'),
  outcome: z.enum(['decoded', 'damaged']),
  text: MediaText.nullable(),
  tlsh: z
    .string()
    .regex(/^T1[0-9A-F]{70}$/)
    .nullable(),
  /** Reason why there is no digest, if one was requested. */
  withoutTlsh: z.enum(['too-short', 'too-uniform']).nullable(),
})
export type TextAnswer = z.infer<typeof TextAnswer>

/** An animated picture as a video. `capped`: its later frames were not decoded. */
export const FramesAnswer = z.object({
  kind: z.literal('frames'),
  outcome: z.enum(['decoded', 'capped', 'too-large', 'undecodable']),
  video: MediaVideo.nullable(),
  frames: z.array(MediaFrame).max(100_000),
})
export type FramesAnswer = z.infer<typeof FramesAnswer>

/** A small image for display: its pixels in rows, in base64. */
export const ShowAnswer = z.object({
  kind: z.literal('show'),
  outcome: z.enum(['decoded', 'too-large', 'undecodable']),
  width: z.int().min(0).max(10_000),
  height: z.int().min(0).max(10_000),
  channels: z.union([z.literal(1), z.literal(3)]),
  pixels: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/),
})
export type ShowAnswer = z.infer<typeof ShowAnswer>

/** The answer of a decoder. A file may have taken the process over, so the answer is validated as external input. */
export const DecoderAnswer = z.discriminatedUnion('kind', [ImageAnswer, TextAnswer, FramesAnswer, ShowAnswer])
export type DecoderAnswer = z.infer<typeof DecoderAnswer>

/**
 * Builds the head of a request: two lengths of four bytes, little-endian, then the request as JSON. The file follows
 * it.
 */
export function frameRequest(request: DecoderRequest, fileBytes: number): Buffer {
  const json = Buffer.from(JSON.stringify(request))
  const head = Buffer.alloc(8)
  head.writeUInt32LE(json.length, 0)
  head.writeUInt32LE(fileBytes, 4)
  return Buffer.concat([head, json])
}
