import type { CargoLane } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../parts/chip.tsx'
import { localeOf } from '../../../texts/language.ts'
import { text } from '../texts/index.ts'

const tones: Record<CargoLane, ChipTone> = { red: 'bad', yellow: 'warn', blue: 'plain', green: 'ok' }

/** Shows a lane as an icon and a word. */
export function LaneChip({ lane }: { lane: CargoLane }) {
  return (
    <Chip tone={tones[lane]} icon={lane === 'green' ? 'circledTick' : 'flag'}>
      {text(`cargo.assessment.lanes.${lane}`)}
    </Chip>
  )
}

/** Writes a share from 0 to 1 as a percentage: `0.5 %`. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(localeOf(), { style: 'percent', maximumFractionDigits: 2 }).format(share)
