import type { UnmaskRequest } from '@entente/contracts'
import { Chip, type ChipTone } from '../../parts/chip.tsx'
import type { IconName } from '../../parts/icon.tsx'
import { enumerate } from '../../texts/lists.ts'
import { text } from '../../texts/text.ts'

const chips: Record<UnmaskRequest['state'], { tone: ChipTone; icon: IconName }> = {
  requested: { tone: 'warn', icon: 'second' },
  approved: { tone: 'ok', icon: 'hatched' },
  refused: { tone: 'bad', icon: 'hatched' },
  expired: { tone: 'plain', icon: 'hatched' },
}

/** Shows the state of a request. */
export function UnmaskState({ state }: Pick<UnmaskRequest, 'state'>) {
  return <Chip {...chips[state]}>{text(`unmask.state.${state}`)}</Chip>
}

/** Names the groups of fields of a request. */
export const fieldWords = ({ fields }: Pick<UnmaskRequest, 'fields'>): string =>
  enumerate(fields.map((field) => text(`unmask.field.${field}`)))
