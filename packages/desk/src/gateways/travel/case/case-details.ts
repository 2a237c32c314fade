import type { CaseDetail, CaseFlight, CaseRow, TravellerRecord } from '@entente/contracts'

/** Returns the traveller's record in a case of this gateway. */
export const recordOf = ({ record }: Pick<CaseDetail, 'record'>): TravellerRecord => record.details as TravellerRecord

/** Returns the flight of a case of this gateway, or null if it has none. */
export const flightOf = ({ context }: Pick<CaseRow, 'context'>): CaseFlight | null =>
  (context?.details ?? null) as CaseFlight | null
