import { z } from 'zod'

/** A request for a view of a video: one frame as a picture, or a stretch, encoded again. */
export const VideoView = z.object({
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
export type VideoView = z.infer<typeof VideoView>

/** Width in pixels of the blurred preview and of a still. */
export const blurredWidth = 32
export const stillWidth = 480
/** Largest ratio of height to width of a view. */
export const tallest = 4
