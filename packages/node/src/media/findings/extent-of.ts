import type { Finding } from '@entente/contracts'

/**
 * How far something was compared. `stopped`: the decoder of the file crashed, and the file may be an attack on it. `part`: a
 * limit was reached, a decoder is missing, or something could not be read, so that not everything was compared.
 */
export type Extent = 'whole' | 'part' | 'stopped'

/** Findings without an error that say that the content of the file, or a part of it, has no hash that is compared. */
const partly = new Set([
  ...['MEDIA_UNSUPPORTED', 'MEDIA_DAMAGED', 'MEDIA_FIRST_PAGE', 'PDQ_LOW_QUALITY', 'PDQ_TOO_SMALL'],
  ...['VIDEO_DECODER_MISSING', 'VIDEO_FRAMES_CAPPED'],
])

/** Returns how far something was compared, by the findings about it. */
export function extentOf(findings: readonly Pick<Finding, 'code' | 'severity'>[]): Extent {
  if (findings.some(({ code }) => code === 'MEDIA_DECODER_FAILED')) return 'stopped'
  return findings.some(({ code, severity }) => severity === 'error' || partly.has(code)) ? 'part' : 'whole'
}
