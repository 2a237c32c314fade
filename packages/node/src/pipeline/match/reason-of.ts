import type { Evidence, Text } from '@entente/contracts'
import { comparedReason, type Fragment } from '../cases/reasons.ts'

/**
 * Returns why a case is in the queue, in a few words: what agrees, then what differs. Example: "Same name, same birth date; nationality
 * differs". `earlier` are the kinds of which an earlier value agrees: "Same earlier name". The case page shows the full evidence.
 */
export function reasonOf(evidence: readonly Evidence[], earlier: readonly ('name' | 'document')[] = []): Text {
  const agrees: Fragment[] = []
  const differs: Fragment[] = []
  const first = (kind: Evidence['kind']) => evidence.find((e) => e.kind === kind && e.weight !== 0)

  const document = first('document')
  if (document !== undefined) {
    if (document.weight < 0) differs.push('documentDiffers')
    else if (earlier.includes('document')) agrees.push('earlierDocument')
    else agrees.push(document.relation === 'equal' ? 'sameDocument' : 'nearDocument')
  }
  const tokens = evidence.filter((e) => e.kind === 'token' && e.weight > 0)
  const loose = tokens.filter((e) => e.relation !== 'equal')
  if (tokens.length > 0) {
    const scripts = loose.some((e) => e.relation === 'reading' || e.relation === 'skeleton')
    if (earlier.includes('name')) agrees.push('earlierName')
    else agrees.push(scripts ? 'nameInAnotherScript' : loose.length > 0 ? 'nameSpelledAlike' : 'sameName')
  }
  if (evidence.some((e) => e.kind === 'contradiction' && e.weight < 0)) differs.push('namePartDiffers')
  else if (evidence.some((e) => e.kind === 'omission' && e.weight < 0)) differs.push('namePartMissing')

  const birth = first('birth-date')
  if (birth !== undefined) {
    if (birth.weight >= 4) agrees.push('sameBirthDate')
    else if (birth.weight > 0) agrees.push('birthDateClose')
    else differs.push('birthDateDiffers')
  } else if (tokens.length > 0) differs.push('noBirthDate')
  if ((first('nationality')?.weight ?? 0) < 0) differs.push('nationalityDiffers')
  if ((first('gender')?.weight ?? 0) < 0) differs.push('sexDiffers')
  return comparedReason(agrees, differs)
}
