import type { Bank } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { useOf } from './use-of.ts'

/** What a match with a bank leads to. */
export function BankUseChip({ bank }: { bank: Pick<Bank, 'negative' | 'shadow'> }) {
  const t = textsOf('contentBanks')
  const use = useOf(bank)
  return (
    <Chip tone="plain" icon={use === 'matches' ? 'person' : use === 'negative' ? 'circledTick' : 'oversight'}>
      {t.use[use]}
    </Chip>
  )
}
