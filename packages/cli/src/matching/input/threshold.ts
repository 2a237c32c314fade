import { defaultThreshold } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'

/** Reads `--threshold` as a number between 0 and 1. The default is that of the library. Fails with `threshold-invalid`. */
export function readThreshold(text: string | undefined): number {
  if (text === undefined) return defaultThreshold
  const threshold = text.trim() === '' ? Number.NaN : Number(text)
  if (!(threshold > 0 && threshold < 1))
    throw new CommandFailure('threshold-invalid', `A threshold is a number between 0 and 1, not ${text}.`)
  return threshold
}
