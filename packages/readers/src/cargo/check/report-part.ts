import type { CargoConsignment } from '@entente/contracts'
import type { FindingCode } from '../../findings/severities.ts'
import type { FindingDetail, Scope } from '../model/scope.ts'

/** The most parts of a consignment that are looked up to give their findings a place: a part is found by a linear search. */
const MOST_LOOKED_UP = 200

/** Reports a finding about a field of a part of a consignment: an item, a party, or the consignment itself. */
export type ReportPart = (owner: object, code: FindingCode, field: string | null, detail: FindingDetail) => void

export function reportPartsOf(scope: Scope<CargoConsignment>): ReportPart {
  let lookedUp = 0
  return (owner, code, field, detail) => {
    if (owner === scope.owner || lookedUp >= MOST_LOOKED_UP)
      scope.report(code, owner === scope.owner ? field : null, detail)
    else {
      lookedUp += 1
      scope.of(owner).report(code, field, detail)
    }
  }
}
