import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Schema } from '../../store/schema.ts'
import { Regime } from './regime.ts'
import { joinRegimes, type RegimeVersion, releasedRegimes, useRegimes } from './regimes.ts'

/** A regime of a file cannot be used. The message names the file and the field. Nothing was changed. */
export class RegimeError extends Error {
  readonly code = 'regime-invalid'
}

/** The folder of an operator's own regimes in the data folder. */
const regimesFolder = (dataRoot: string): string => join(dataRoot, 'regimes')
const most = { files: 100, bytes: 64 * 1024 }

/**
 * Loads the law of this node: the regimes of this release, those of the operator's folder, and the versions that were in force before. New
 * versions are stored, so that data keeps the clocks under which it came. A further version applies from `now` at the earliest. Throws `RegimeError`, and then the former law stays in force.
 */
export async function loadRegimes(db: Kysely<Schema>, dataRoot: string, now: Date): Promise<{ loaded: string[] }> {
  const own = await readOwnRegimes(regimesFolder(dataRoot))
  const given = [...releasedRegimes, ...own.map(({ regime }) => regime)]
  const seen = new Map<string, string>()
  for (const { regime, file } of own) {
    const twice = seen.get(`${regime.id} ${regime.version}`)
    if (twice !== undefined) throw new RegimeError(`regimes/${file}: version ${regime.version} is in ${twice} too.`)
    seen.set(`${regime.id} ${regime.version}`, `regimes/${file}`)
  }
  const known = await readVersions(db)
  const { fresh, conflicts } = joinRegimes(known, withoutCopies(given), now)
  const [wrong] = conflicts
  if (wrong !== undefined) {
    const { id, version } = wrong.regime
    const file = seen.get(`${id} ${version}`) ?? `The regime ${id} of this release`
    throw new RegimeError(
      `${file}: version ${version} of ${id} was in force and differs in ${wrong.fields.join(', ')}. Give the changed regime a higher version.`,
    )
  }
  const inOrder = [...fresh].sort((one, other) => one.regime.version - other.regime.version)
  for (const { regime, from } of inOrder) {
    await db
      .insertInto('regime_version')
      .values({ id: regime.id, version: regime.version, regime: JSON.stringify(regime), applies_from: from })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  useRegimes([...known, ...inOrder])
  return { loaded: inOrder.map(({ regime }) => `${regime.id}@${regime.version}`) }
}

/** Uses the law that the node has stored, in a thread. */
export async function useStoredRegimes(db: Kysely<Schema>): Promise<void> {
  const known = await readVersions(db)
  if (known.length > 0) useRegimes(known)
}

async function readVersions(db: Kysely<Schema>): Promise<RegimeVersion[]> {
  const rows = await db.selectFrom('regime_version').select(['regime', 'applies_from']).orderBy('version').execute()
  return rows.map(({ regime, applies_from }) => ({ regime: Regime.parse(regime), from: applies_from }))
}

/** An operator's file may repeat a regime of the release word for word. */
const withoutCopies = (given: readonly Regime[]): Regime[] =>
  given.filter((regime, place) => given.findIndex((other) => isDeepStrictEqual(other, regime)) === place)

async function readOwnRegimes(folder: string): Promise<{ file: string; regime: Regime }[]> {
  const names = await readdir(folder).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return []
    throw new RegimeError(`The folder regimes cannot be read: ${error.code ?? 'unknown'}.`)
  })
  const files = names.filter((name) => name.endsWith('.json')).sort()
  if (files.length > most.files) throw new RegimeError(`The folder regimes has more than ${most.files} files.`)
  const own = []
  for (const file of files) own.push({ file, regime: parseRegime(file, await readFile(join(folder, file))) })
  return own
}

/** Parses a regime of a file. Throws `RegimeError` with the file and each field that is wrong. */
function parseRegime(file: string, bytes: Buffer): Regime {
  if (bytes.length > most.bytes) throw new RegimeError(`regimes/${file}: larger than ${most.bytes} bytes.`)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    throw new RegimeError(`regimes/${file}: no JSON.`)
  }
  const parsed = Regime.safeParse(value)
  if (parsed.success) return parsed.data
  throw new RegimeError(
    `regimes/${file}: ${z
      .prettifyError(parsed.error)
      .replaceAll(/\s*\n\s*/g, ' ')
      .slice(0, 500)}`,
  )
}
