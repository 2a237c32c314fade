/**
 * Limits of the size of files and of the time and memory of decoders. Times of decoding are CPU time, so that a busy
 * machine does not change which files are compared.
 */
export interface MediaLimits {
  imageBytes: number
  videoBytes: number
  /** Bytes of a text that is compared as text. */
  textBytes: number
  pixels: number
  /** Longest side, in pixels. */
  side: number
  /**
   * Seconds on the clock in which a process must start. The other times begin after it: on a busy machine a start takes
   * longer than decoding.
   */
  startSeconds: number
  imageSeconds: number
  /** Seconds that decoding a video may take beyond its own duration. */
  videoExtraSeconds: number
  /**
   * Seconds that decoding a video of any size may take, and seconds for each of its megabytes. A small file that states
   * a long duration, such as an animation of 70 kB, does not hold a decoder for minutes.
   */
  videoLeastSeconds: number
  videoSecondsPerMegabyte: number
  /** Upper bound of the seconds for decoding one video. */
  videoSeconds: number
  /** Longest video, in seconds. */
  duration: number
  /** Largest number of hashed frames of a video. */
  frames: number
  /** Memory of one decoder, in bytes. */
  memory: number
  /** Bytes that one decoder may write to its temporary folder. */
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
  videoLeastSeconds: 20,
  videoSecondsPerMegabyte: 100,
  videoSeconds: 900,
  duration: 4 * 3600,
  frames: 20_000,
  memory: 1e9,
  temporary: 4e9,
}
