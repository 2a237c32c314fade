import type { FlightState } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../../parts/chip.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { text } from '../../texts/index.ts'

/** How each state of a flight looks. */
export const flightChips: Record<FlightState, { tone: ChipTone; icon: IconName }> = {
  late: { tone: 'solid', icon: 'triangle' },
  incomplete: { tone: 'warn', icon: 'circledI' },
  check: { tone: 'warn', icon: 'circledI' },
  complete: { tone: 'ok', icon: 'circledTick' },
  expected: { tone: 'plain', icon: 'clock' },
  closed: { tone: 'plain', icon: 'tick' },
  cancelled: { tone: 'plain', icon: 'circledCross' },
}

export function FlightChip({ state }: { state: FlightState }) {
  return <Chip {...flightChips[state]}>{text(`travel.flights.state.${state}`)}</Chip>
}
