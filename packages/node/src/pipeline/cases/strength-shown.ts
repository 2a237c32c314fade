import type { Band, EvidenceCell, StrengthShown } from '@entente/contracts'
import { strengthSteps } from '@entente/contracts'
import type { HitRow } from './case-record.ts'

/** The stored strength of a hit or of a case. */
export type StoredStrength = Pick<HitRow, 'band' | 'strength' | 'compared_fields' | 'hollow' | 'cells'>

/** Returns a stored strength as lists and pages show it. A row of an older release has no cells and no hollow steps yet. */
export function strengthShown({ band, strength, compared_fields, hollow, cells }: StoredStrength): StrengthShown {
  const filled = Math.min(strengthSteps, Math.max(0, Math.floor(strength)))
  return {
    filled,
    hollow: Math.min(strengthSteps - filled, hollow ?? 0),
    band: band as Band,
    compared: compared_fields,
    of: cells?.length ?? 0,
  }
}

/** Returns the stored cells; none if the record is masked, because a relation is evidence too. */
export const cellsShown = ({ cells }: Pick<StoredStrength, 'cells'>, masked: boolean): EvidenceCell[] =>
  masked ? [] : (cells ?? [])
