import type { Bank } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { text } from '../../texts/index.ts'
import { useOf } from './use-of.ts'

/** Shows what a match with the bank causes. */
export function BankUseChip({ bank }: { bank: Pick<Bank, 'negative' | 'shadow'> }) {
  const use = useOf(bank)
  return (
    <Chip tone="plain" icon={use === 'matches' ? 'person' : use === 'negative' ? 'circledTick' : 'oversight'}>
      {text(`content.banks.use.${use}`)}
    </Chip>
  )
}
