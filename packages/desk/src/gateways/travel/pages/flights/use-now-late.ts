import type { BoardFlight } from '@entente/contracts'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../texts/index.ts'

/** The sentence to announce when a flight that was on the board becomes late; other changes are silent. */
export function useNowLate(flights: readonly BoardFlight[]): string {
  const [sentence, setSentence] = useState('')
  const before = useRef(new Map<string, BoardFlight['state']>())
  useEffect(() => {
    const known = before.current
    const late = flights.find(
      (flight) => flight.state === 'late' && known.has(flight.key) && known.get(flight.key) !== 'late',
    )
    if (late !== undefined) setSentence(text('travel.flights.nowLate', { flight: `${late.carrier} ${late.number}` }))
    before.current = new Map(flights.map((flight) => [flight.key, flight.state]))
  }, [flights])
  return sentence
}
