/** How much of a file is taken on before it is called too large, and how long a decoder may work. Requirements, content 3.13. */
export interface MediaLimits {
  imageBytes: number
  videoBytes: number
  /** Of a text that is compared as text. */
  textBytes: number
  pixels: number
  /** Longest side, in pixels. */
  side: number
  /** A process may take so long to start. The other times begin after it: on a busy machine a start takes longer than decoding. */
  startSeconds: number
  imageSeconds: number
  /** Decoding a video may take its own duration and this much more, */
  videoExtraSeconds: number
  /** but never longer than this. */
  videoSeconds: number
  /** Longest video, in seconds. */
  duration: number
  /** Most frames of a video that are hashed. */
  frames: number
  /** Of one decoder, in bytes. */
  memory: number
  /** Most that one decoder may write to its temporary folder, in bytes. */
  temporary: number
}

export const defaultLimits: MediaLimits = {
  imageBytes: 100e6,
  videoBytes: 2e9,
  textBytes: 16e6,
  pixels: 100e6,
  side: 30_000,
  startSeconds: 30,
  imageSeconds: 10,
  videoExtraSeconds: 60,
  videoSeconds: 900,
  duration: 4 * 3600,
  frames: 20_000,
  memory: 1e9,
  temporary: 4e9,
}
