import { MediaFrame } from '@entente/contracts'
import { z } from 'zod'

/** A request to the decoder of videos. */
export const VideoRequest = z.object({
  file: z.string(),
  ffmpeg: z.string(),
  ffprobe: z.string(),
  vpdq: z.boolean(),
  secondsPerHash: z.number(),
  tmk: z.boolean(),
  pixels: z.number(),
  side: z.number(),
  duration: z.number(),
  frames: z.number(),
})
export type VideoRequest = z.infer<typeof VideoRequest>

const Size = z.int().min(1).max(1e6)
/**
 * Lines of its output, in this order. They are validated as external input: the file may have taken the process over.
 */
export const VideoLine = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('probed'),
    width: Size,
    height: Size,
    duration: z.number().min(0).nullable(),
    framesPerSecond: z.number().positive(),
    assumedRate: z.boolean(),
  }),
  z.object({ is: z.literal('refused'), why: z.enum(['no-stream', 'too-large', 'undecodable', 'failed']) }),
  MediaFrame.extend({ is: z.literal('frame') }),
  /** Number of frames decoded so far. */
  z.object({ is: z.literal('count'), frames: z.int().min(0) }),
  z.object({ is: z.literal('hashed'), ended: z.enum(['whole', 'faulty', 'capped', 'failed']) }),
  z.object({ is: z.literal('tmk'), base64: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/), frames: z.int().min(0) }),
])
export type VideoLine = z.infer<typeof VideoLine>
