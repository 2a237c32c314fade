import type { CargoConsignment, CargoItem } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import { isConsolidationMaster } from './consolidation-master.ts'
import type { CheckTraits } from './format-traits.ts'
import type { ReportPart } from './report-part.ts'

/**
 * Checks that the goods are described, and that no text is vague. A vague text without anything else must be corrected by the
 * filer, except on the master of a consolidation: its houses have the descriptions.
 */
export function checkDescriptions(
  consignment: CargoConsignment,
  scope: Scope<CargoConsignment>,
  traits: CheckTraits,
  part: ReportPart,
): void {
  if (traits.described === 'cut') return
  const { items, description } = consignment
  const isMaster = consignment.level === 'master'

  /** Returns false for a text that describes nothing. */
  const check = (text: string | null, owner: object): boolean => {
    const judged = text === null ? MISSING : traits.tables.judgeDescription(text)
    if (judged.state === 'missing') return false
    if (judged.state === 'plain') return true
    const { state, terms } = judged
    const message =
      state === 'isolated'
        ? 'the text does not say what the goods are'
        : 'a part of the text does not say what the goods are'
    const reject = state === 'isolated' && !isConsolidationMaster(consignment, traits)
    part(owner, 'VAGUE_DESCRIPTION', 'description', { message, actual: terms.join(', '), literal: text, reject })
    return true
  }

  const undescribed = items.filter((item) => !check(item.description, item))
  const isOwnText = description !== null && !isMadeOf(description, items)
  const isDescribed = isOwnText ? check(description, consignment) : undescribed.length < items.length
  if (consignment.purpose === 'cancellation' || (isMaster && traits.masterIsStub)) return
  const message = 'the goods are not described'
  if (!isDescribed) {
    // Where every item must be described, the finding names the items.
    if (traits.described === 'item')
      for (const item of undescribed) part(item, 'DESCRIPTION_MISSING', null, { message })
    if (traits.described !== 'item' || items.length === 0) scope.report('DESCRIPTION_MISSING', null, { message })
  } else if (traits.described === 'item' && !isOwnText) {
    for (const item of undescribed) part(item, 'DESCRIPTION_MISSING', null, { message })
  }
}

const MISSING = { state: 'missing' } as const

/** Tells whether the description of a consignment only joins those of its items, which are checked one by one. */
function isMadeOf(description: string, items: readonly CargoItem[]): boolean {
  if (items.length === 1) return items[0]?.description === description
  const texts = items.flatMap((item) => item.description ?? [])
  const length = texts.reduce((sum, text) => sum + text.length + 2, -2)
  if (length === description.length) return texts.join('; ') === description
  return texts.some((text) => text === description)
}
