import { codeTable } from '../model/code-table.ts'
import { massUnits, volumeUnits } from '../model/units.ts'
import type { Segment } from './segment.ts'

export type Measure = 'gross' | 'net' | 'tare' | 'verified' | 'volume'

/** What is measured (MEA C502/6313). A code that is missing here is no mass or volume of the goods. */
const byCode = codeTable<Measure>({
  G: 'gross',
  WT: 'gross',
  AAB: 'gross',
  AAD: 'gross',
  AET: 'gross',
  N: 'net',
  AAA: 'net',
  AAC: 'net',
  AAF: 'net',
  AAL: 'net',
  T: 'tare',
  VGM: 'verified',
  VOL: 'volume',
  AAW: 'volume',
  AAX: 'volume',
  ABJ: 'volume',
})
/** The purposes of a measurement (MEA 6311) that say by themselves what is measured, if C502 is empty. */
const byPurpose = codeTable<Measure>({
  WT: 'gross',
  AAE: 'gross',
  AAI: 'gross',
  G: 'gross',
  VGM: 'verified',
  VOL: 'volume',
})

/**
 * Returns what the current MEA measures, or null if it is neither mass nor volume. The unit decides between the two where
 * the codes leave it open.
 */
export function measureOf(segment: Segment): Measure | null {
  const code = segment.text(2)
  const measure = code === null ? byPurpose[segment.text(1) ?? 'AAE'] : byCode[code]
  if (measure === undefined) return null
  const unit = segment.text(3)?.toUpperCase() ?? ''
  if (measure !== 'volume' && Object.hasOwn(volumeUnits, unit)) return code === null ? 'volume' : null
  return measure === 'volume' && Object.hasOwn(massUnits, unit) ? null : measure
}
