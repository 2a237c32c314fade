import type { Cell, Evidence, Text } from '@entente/contracts'
import { comparedReason, type Fragment } from '../cases/reasons.ts'
import { isSameWord } from './relate-cells.ts'

/**
 * Returns why a case is in the queue, in a few words: what agrees, then what differs, then one comparison that was not
 * possible. Each side starts with the fact that tells most: document, birth date, name. Example: "Same birth date, same
 * name; nationality differs". `earlier` are the kinds of which an earlier value agrees: "Same earlier name". The case
 * page shows the full evidence.
 */
export function reasonOf(
  evidence: readonly Evidence[],
  cells: readonly Cell[],
  earlier: readonly ('name' | 'document')[] = [],
): Text {
  const agrees: Fragment[] = []
  const differs: Fragment[] = []
  const relationOf = (id: string) => cells.find((cell) => cell.id === id)?.relation ?? 'not-said'
  const weighed = (kind: Evidence['kind']) => evidence.find((e) => e.kind === kind && e.weight !== 0)

  const document = relationOf('document')
  if (document === 'differs') differs.push('documentDiffers')
  else if (document !== 'not-said' && earlier.includes('document')) agrees.push('earlierDocument')
  else if (document !== 'not-said') agrees.push(document === 'same' ? 'sameDocument' : 'nearDocument')

  const birthDate = relationOf('birth-date')
  if (birthDate === 'differs') differs.push('birthDateDiffers')
  else if (birthDate !== 'not-said') agrees.push(birthDate === 'same' ? 'sameBirthDate' : 'birthDateClose')

  const words = evidence.filter((e) => e.kind === 'token' && e.weight > 0).map(({ relation }) => relation)
  if (words.length > 0) {
    if (earlier.includes('name')) agrees.push('earlierName')
    else if (!words.every(isSameWord)) agrees.push('nameSpelledAlike')
    else agrees.push(words.includes('reading') ? 'nameInAnotherScript' : 'sameName')
  }
  if (evidence.some((e) => e.kind === 'contradiction' && e.weight < 0)) differs.push('namePartDiffers')
  else if (evidence.some((e) => e.kind === 'omission' && e.weight < 0)) differs.push('namePartMissing')

  if (relationOf('nationality') === 'differs') differs.push('nationalityDiffers')
  if ((weighed('gender')?.weight ?? 0) < 0) differs.push('sexDiffers')
  const compared = cells.filter(({ relation }) => relation !== 'not-said')
  if (compared.length === 1 && compared[0]?.id === 'name') differs.push('onlyName')
  else if (birthDate === 'not-said') differs.push('noBirthDate')
  else if (document === 'not-said') differs.push('noDocument')
  return comparedReason(agrees, differs)
}
