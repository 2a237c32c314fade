import { z } from 'zod'

/** What is made of a video to be looked at: one frame as a picture, or a stretch of it, encoded anew. */
export const VideoLook = z.object({
  ffmpeg: z.string(),
  file: z.string(),
  colour: z.boolean(),
  width: z.int(),
  /** Seconds. */
  from: z.number().min(0),
  /** Null: one frame. */
  seconds: z.number().positive().nullable(),
  sound: z.boolean(),
})
export type VideoLook = z.infer<typeof VideoLook>

/** Width of what is shown before anybody asked to see it, and of what is shown then; pixels. */
export const blurredWidth = 32
export const stillWidth = 480
/** Nothing is shown that is more than this many times as high as it is wide. */
export const tallest = 4
