import type { FlightState } from '@entente/contracts'
import type { ReactNode } from 'react'
import { Chip, ChipButton, type ChipTone } from '../../../../parts/chip.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { text } from '../../texts/index.ts'

const chips: Record<FlightState, { tone: ChipTone; icon: IconName }> = {
  late: { tone: 'solid', icon: 'triangle' },
  incomplete: { tone: 'warn', icon: 'circledI' },
  check: { tone: 'warn', icon: 'circledI' },
  complete: { tone: 'ok', icon: 'circledTick' },
  expected: { tone: 'plain', icon: 'clock' },
  closed: { tone: 'plain', icon: 'tick' },
  cancelled: { tone: 'plain', icon: 'circledCross' },
}

export function FlightChip({ state }: { state: FlightState }) {
  return <Chip {...chips[state]}>{text(`travel.flights.state.${state}`)}</Chip>
}

export function FlightChipButton(props: {
  state: FlightState
  pressed: boolean
  onPress: () => void
  children: ReactNode
}) {
  const { state, ...rest } = props
  return <ChipButton {...chips[state]} {...rest} />
}
