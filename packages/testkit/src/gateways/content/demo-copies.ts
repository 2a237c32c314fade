import type { Drawn } from './draw-picture.ts'

/** A copy of a picture of a bank that the platform of the demonstration sends. */
export interface DemoCopy {
  uploadId: string
  account: string
  /** The seed of the picture. */
  seed: number
  drawn: Drawn
}

/** The first copies, of which one is equal and the others are near. */
export const firstCopies = {
  exact: { uploadId: 'u-88117', account: 'a-1041', seed: 11, drawn: {} },
  near: { uploadId: 'u-88118', account: 'a-2213', seed: 12, drawn: { width: 640, height: 427, brighter: 14 } },
  publication: { uploadId: 'u-88119', account: 'a-2213', seed: 14, drawn: { width: 360, height: 240, cut: 0.005 } },
  incident: { uploadId: 'u-88120', account: 'a-3307', seed: 13, drawn: { width: 400, height: 267, brighter: -10 } },
} as const satisfies Record<string, DemoCopy>

/** Further copies of the demonstration, which differ more: cropped by a few pixels, or much brighter. */
export const furtherCopies: readonly DemoCopy[] = [
  { uploadId: 'u-88131', account: 'a-4410', seed: 11, drawn: { width: 360, height: 240, cut: 0.002 } },
  { uploadId: 'u-88132', account: 'a-4411', seed: 13, drawn: { width: 360, height: 240, cut: 0.005 } },
  { uploadId: 'u-88133', account: 'a-2213', seed: 12, drawn: { width: 360, height: 240, cut: 0.012 } },
  { uploadId: 'u-88134', account: 'a-5120', seed: 12, drawn: { width: 360, height: 240, cut: 0.01 } },
  { uploadId: 'u-88135', account: 'a-5121', seed: 13, drawn: { brighter: 80 } },
]
