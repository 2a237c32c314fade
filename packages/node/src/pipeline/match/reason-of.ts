import type { Evidence, Text } from '@entente/contracts'
import { comparedReason, type Fragment } from '../reasons.ts'

/**
 * Returns why a case is in the queue, in a few words: what agrees, then what differs. Example: "Same name, same birth date; nationality
 * differs". The case page shows the full evidence.
 */
export function reasonOf(evidence: readonly Evidence[]): Text {
  const agrees: Fragment[] = []
  const differs: Fragment[] = []
  const first = (kind: Evidence['kind']) => evidence.find((e) => e.kind === kind && e.weight !== 0)

  const document = first('document')
  if (document !== undefined) {
    if (document.weight < 0) differs.push('document-differs')
    else agrees.push(document.relation === 'equal' ? 'same-document' : 'near-document')
  }
  const tokens = evidence.filter((e) => e.kind === 'token' && e.weight > 0)
  const loose = tokens.filter((e) => e.relation !== 'equal')
  if (tokens.length > 0) {
    const scripts = loose.some((e) => e.relation === 'reading' || e.relation === 'skeleton')
    agrees.push(scripts ? 'name-in-another-script' : loose.length > 0 ? 'name-spelled-alike' : 'same-name')
  }
  if (evidence.some((e) => e.kind === 'contradiction' && e.weight < 0)) differs.push('name-part-differs')
  else if (evidence.some((e) => e.kind === 'omission' && e.weight < 0)) differs.push('name-part-missing')

  const birth = first('birth-date')
  if (birth !== undefined) {
    if (birth.weight >= 4) agrees.push('same-birth-date')
    else if (birth.weight > 0) agrees.push('birth-date-close')
    else differs.push('birth-date-differs')
  } else if (tokens.length > 0) differs.push('no-birth-date')
  if ((first('nationality')?.weight ?? 0) < 0) differs.push('nationality-differs')
  if ((first('gender')?.weight ?? 0) < 0) differs.push('sex-differs')
  return comparedReason(agrees, differs)
}
