import type { BoardFlight } from '@entente/contracts'
import { enumerate } from '../../../../texts/lists.ts'
import { text } from '../../texts/index.ts'
import classes from './push-slots.module.css'

/**
 * Shows the expected messages of a flight as six slots: pushes 48, 24, 12 and 1 h before departure, check-in, close-out. The accessible name lists
 * them in words.
 */
export function PushSlots({ slots }: { slots: BoardFlight['slots'] }) {
  const name = text('travel.flights.slotsName', {
    slots: slots
      .map(({ slot, state }) =>
        text('travel.flights.slotName', {
          slot: text(`travel.flights.slot.${slot}`),
          state: text(`travel.flights.slotState.${state}`),
        }),
      )
      .join('; '),
  })
  return (
    <span className={classes.slots} role="img" aria-label={name} title={name}>
      {slots.map(({ slot, state }) => (
        <span key={slot} className={classes.slot} data-state={state} data-apart={slot === 'C' || undefined}>
          {slot}
        </span>
      ))}
    </span>
  )
}

/** The messages whose data a later one replaces. */
const pushes: readonly BoardFlight['slots'][number]['slot'][] = ['48', '24', '12', '1']

/** Names the messages that are missing although later ones came; null if none is. It is a remark: the later ones have the same people. */
export function missedWords(slots: BoardFlight['slots']): string | null {
  const ordered = slots.filter(({ slot }) => pushes.includes(slot))
  const last = ordered.findLastIndex(({ state }) => state === 'received')
  const missed = ordered.slice(0, Math.max(0, last)).filter(({ state }) => state === 'missing')
  if (missed.length === 0) return null
  const names = missed.map(({ slot }) => text('travel.flights.hoursBefore', { hours: slot }))
  return text('travel.flights.missed', { count: missed.length, slots: enumerate(names) })
}
