import { ArgumentError, checkIdentity, type Identity } from '@entente/matching'

/** A skipped row, or a skipped value of a row. */
export interface Skipped {
  line: number
  code: string
  message: string
}
export type Skip = (code: string, message: string) => void

/**
 * Calls `work` with the identities of a row. If a birth date is unusable, removes it, reports it to `skip` and calls `work` again. If the library
 * refuses the row for another reason, reports that and returns null. `places` names the position of each identity in the row: '' or '/a', '/b'.
 */
export function dropUnusable<T>(
  identities: readonly Identity[],
  places: readonly string[],
  today: string,
  skip: Skip,
  work: (identities: readonly Identity[]) => T,
): T | null {
  try {
    return work(identities)
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
      const done = work(usable)
      for (const fault of faults) skip(...fault)
      return done
    } catch (again) {
      if (!(again instanceof ArgumentError)) throw again
      skip(again.code, `${again.at}: ${again.message}`)
      return null
    }
  }
}
