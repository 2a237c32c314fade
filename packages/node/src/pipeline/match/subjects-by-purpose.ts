import type { Purpose } from '@entente/contracts'
import { purposeFor } from '../../safeguards/access/system.ts'
import type { SubjectRegime } from '../gateway/gateway.ts'

/**
 * Groups subjects by the purpose for which the node may process them, one transaction for each purpose. Leaves out subjects without such a
 * purpose.
 */
export function subjectsByPurpose(subjects: readonly SubjectRegime[]): Map<Purpose, string[]> {
  const byPurpose = new Map<Purpose, string[]>()
  for (const subject of subjects) {
    const purpose = purposeFor(subject)
    if (purpose === null) continue
    const ids = byPurpose.get(purpose)
    if (ids === undefined) byPurpose.set(purpose, [subject.id])
    else ids.push(subject.id)
  }
  return byPurpose
}
