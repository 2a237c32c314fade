import { clockOn, offsetOf } from '../../texts/times.ts'

/**
 * Names hours by their beginning in a zone: `15:00`, on another day than the first `Sun 00:00`. An hour that comes twice, because the clocks are set
 * back, has its offset: `02:00 UTC+2`, `02:00 UTC+1`.
 */
export function hourNames(hours: readonly { from: string }[], zone: string): ReadonlyMap<string, string> {
  const first = Date.parse(hours[0]?.from ?? '')
  const named = hours.map(({ from }) => ({ from, name: clockOn(from, zone, first) }))
  const isTwice = (name: string): boolean => named.filter((each) => each.name === name).length > 1
  return new Map(named.map(({ from, name }) => [from, isTwice(name) ? `${name} ${offsetOf(from, zone)}` : name]))
}
