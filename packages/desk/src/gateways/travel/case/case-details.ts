import type { CaseDetail, CaseFlight, CaseRow, TravellerRecord } from '@entente/contracts'

/** The traveller's record of a case of this gateway. */
export const recordOf = ({ record }: Pick<CaseDetail, 'record'>): TravellerRecord => record.details as TravellerRecord

/** The flight that a case of this gateway is about; null where it is about none. */
export const flightOf = ({ context }: Pick<CaseRow, 'context'>): CaseFlight | null =>
  (context?.details ?? null) as CaseFlight | null
