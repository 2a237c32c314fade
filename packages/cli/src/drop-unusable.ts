import { ArgumentError, checkIdentity, type Identity } from '@entente/matching'

/** A row, or a value of one, that was left out. */
export interface Skipped {
  line: number
  code: string
  message: string
}
export type Skip = (code: string, message: string) => void

/**
 * Does `act` with identities of a row. Birth dates that cannot be used are dropped and each is told to `skip`, the row goes on; whatever else
 * the library refuses is told and gives null. `names` says where each identity stands in the row: '' or '/a', '/b'.
 */
export function dropUnusable<T>(
  identities: readonly Identity[],
  places: readonly string[],
  today: string,
  skip: Skip,
  act: (identities: readonly Identity[]) => T,
): T | null {
  try {
    return act(identities)
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    const faults: [string, string][] = []
    const usable = identities.map((identity, side) => {
      const checked = checkIdentity(identity, { today })
      for (const { code, message, at } of checked.faults)
        if (code.startsWith('birth-date-')) faults.push([code, `${places[side] ?? ''}${at}: ${message}`])
      return { ...identity, birthDates: checked.identity.birthDates ?? [] }
    })
    try {
      const done = act(usable)
      for (const fault of faults) skip(...fault)
      return done
    } catch (again) {
      if (!(again instanceof ArgumentError)) throw again
      skip(again.code, `${again.at}: ${again.message}`)
      return null
    }
  }
}
