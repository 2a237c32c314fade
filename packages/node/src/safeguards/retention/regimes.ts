import { changedFields, Regime } from './regime.ts'
import cargoOwn from './regimes/cargo-own.json' with { type: 'json' }
import euApiBorder from './regimes/eu-api-border.json' with { type: 'json' }
import euApiLaw from './regimes/eu-api-law.json' with { type: 'json' }
import euPnr from './regimes/eu-pnr.json' with { type: 'json' }
import icao from './regimes/icao.json' with { type: 'json' }
import own from './regimes/own.json' with { type: 'json' }
import platformTco from './regimes/platform-tco.json' with { type: 'json' }
import platformUpload from './regimes/platform-upload.json' with { type: 'json' }
import redress from './regimes/redress.json' with { type: 'json' }
import signal from './regimes/signal.json' with { type: 'json' }

/** A version of a regime, and when it began to apply: the first on its own date, others at the later of their own date and their first loading. */
export interface RegimeVersion {
  regime: Regime
  from: Date
}

const files = [icao, euPnr, euApiBorder, euApiLaw, platformTco, platformUpload, cargoOwn, redress, signal, own]
/** The regimes of this release. If a file does not fit its schema, the node does not start. */
export const releasedRegimes: readonly Regime[] = files.map((file) => Regime.parse(file))

/** Whether a regime came with this release; the others are the operator's own. */
export const isReleased = (id: string): boolean => releasedRegimes.some((regime) => regime.id === id)

type ReleasedId =
  | 'eu-pnr'
  | 'icao'
  | 'eu-api-border'
  | 'eu-api-law'
  | 'platform-tco'
  | 'platform-upload'
  | 'cargo-own'
  | 'redress'
  | 'signal'
  | 'own'

/** The versions of each regime, the oldest first. */
let versions: ReadonlyMap<string, readonly RegimeVersion[]> = new Map()
/**
 * The newest version of each regime in force. This process and its threads have one law: `useRegimes` sets it when the node starts, from the
 * regimes of this release, those of the operator, and the versions that were in force before.
 */
export const regimes = {} as Record<ReleasedId, Regime> & { [id: string]: Regime }

/** Replaces the law of this process. Returns a function that restores the former one. */
export function useRegimes(all: readonly RegimeVersion[]): () => void {
  const before = versions
  const sorted = new Map<string, RegimeVersion[]>()
  for (const version of all) {
    const known = sorted.get(version.regime.id) ?? []
    sorted.set(version.regime.id, [...known, version])
  }
  for (const list of sorted.values()) list.sort((one, other) => one.regime.version - other.regime.version)
  setVersions(sorted)
  return () => setVersions(before)
}

function setVersions(next: ReadonlyMap<string, readonly RegimeVersion[]>): void {
  versions = next
  for (const id of Object.keys(regimes)) delete (regimes as Record<string, Regime>)[id]
  for (const [id, list] of next) {
    const newest = list.at(-1)
    if (newest !== undefined) regimes[id] = newest.regime
  }
}
useRegimes(releasedRegimes.map((regime) => ({ regime, from: new Date(regime.validFrom) })))

/**
 * Returns the version of a regime that applies to data received at a time: the newest that applied then, for good. Data from before the first
 * version has that one. Throws a `RangeError` for an unknown regime.
 */
export function regimeAt(id: string, receivedAt: Date): Regime {
  const list = versions.get(id) ?? []
  const found = list.findLast(({ from }) => from <= receivedAt) ?? list[0]
  if (found === undefined) throw new RangeError(`no regime is called ${id}`)
  return found.regime
}

/** Returns whether a version of a regime has a property: data under any of its versions may need what it asks for. */
export const anyVersion = (id: string, has: (regime: Regime) => boolean): boolean =>
  (versions.get(id) ?? []).some(({ regime }) => has(regime))

/** A version of a regime in which something contradicts a version that was in force, and what. */
interface RegimeConflict {
  regime: Regime
  fields: readonly string[]
}

/**
 * Joins versions that were in force with those of files. The first version of a regime applies from its own date, and to everything that came
 * before; a further one from `now` at the earliest, also if both are loaded at once. Returns those that are new, and conflicts: a version that was in force is changed
 * under its old number, or a new one has a lower number than the newest.
 */
export function joinRegimes(
  known: readonly RegimeVersion[],
  given: readonly Regime[],
  now: Date,
): { fresh: RegimeVersion[]; conflicts: RegimeConflict[] } {
  const fresh: RegimeVersion[] = []
  const conflicts: RegimeConflict[] = []
  for (const regime of given) {
    const same = known.filter((one) => one.regime.id === regime.id)
    const old = same.find((one) => one.regime.version === regime.version)
    if (old !== undefined) {
      const fields = changedFields(old.regime, regime)
      if (fields.length > 0) conflicts.push({ regime, fields })
    } else if (same.some((one) => one.regime.version > regime.version)) conflicts.push({ regime, fields: ['version'] })
    else {
      const validFrom = new Date(regime.validFrom)
      const isFirst = ![...same.map((one) => one.regime), ...given].some(
        ({ id, version }) => id === regime.id && version < regime.version,
      )
      fresh.push({ regime, from: isFirst || validFrom > now ? validFrom : now })
    }
  }
  return { fresh, conflicts }
}
