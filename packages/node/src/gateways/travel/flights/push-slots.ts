import type { BoardFlight } from '@entente/contracts'
import type { FlightProgress } from '../store/schema.ts'
import type { Transmission } from './transmissions.ts'

type Slot = BoardFlight['slots'][number]['slot']
const closings = new Set(['266:CL', '266:CLNB', '266:CLOB'])
/** Hours before departure at which each push is due. Half-way between two, a push counts for the later slot. */
const dueHours: Record<Exclude<Slot, 'C' | 'X'>, number> = { '48': 48, '24': 24, '12': 12, '1': 1 }
const slots: readonly Slot[] = ['48', '24', '12', '1', 'C', 'X']

/**
 * Returns which of the board's six slots these messages fill: pushes by their time before departure, check-in, close-out.
 */
export function filledSlots(
  transmissions: readonly Transmission[],
  departsAt: Date | null,
): NonNullable<FlightProgress['slots']> {
  const filled: NonNullable<FlightProgress['slots']> = {}
  for (const transmission of transmissions) {
    for (const slot of slotsOf(transmission, departsAt)) {
      if (filled[slot] !== 'received') filled[slot] = transmission.complete ? 'received' : 'part'
    }
  }
  return filled
}

function slotsOf({ kind, function: code, preparedAt, rows }: Transmission, departsAt: Date | null): Slot[] {
  if (kind === 'PAXLST') return closings.has(code ?? '') ? ['X'] : code?.startsWith('266') ? [] : ['C']
  const checkIn: Slot[] = rows.some((row) => row.check_in) ? ['C'] : []
  if (departsAt === null) return checkIn
  const hours = (departsAt.getTime() - preparedAt.getTime()) / 3_600_000
  return [hours > 36 ? '48' : hours > 18 ? '24' : hours > 6 ? '12' : '1', ...checkIn]
}

/** Returns the slots at a moment: a slot without a message is missing after its due time. */
export function slotsAt(filled: FlightProgress['slots'], departsAt: Date | null, now: Date): BoardFlight['slots'] {
  const hours = departsAt === null ? null : (departsAt.getTime() - now.getTime()) / 3_600_000
  return slots.map((slot) => {
    const state = filled?.[slot]
    if (state !== undefined) return { slot, state }
    const due = slot === 'C' || slot === 'X' ? 0 : dueHours[slot]
    return { slot, state: hours !== null && hours <= due ? ('missing' as const) : ('not-due' as const) }
  })
}
