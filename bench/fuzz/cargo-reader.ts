import type { CargoReading } from '@entente/contracts'
import { type Random, readCargo } from '@entente/readers'
import { tsImport } from 'tsx/esm/api'
import type { FuzzedReader } from './fuzz-readers.ts'

/** The fixtures of the readers' own fuzz test: the seeds, the damage and the judgement are the same. */
interface Fixtures {
  cargoSeeds: readonly Uint8Array[]
  mutateParts(bytes: Uint8Array, random: Random): Uint8Array
  faultOf(bytes: Uint8Array, reading: CargoReading): string | null
}

/** Returns the reader of messages about goods, of which one of each format is a seed. */
export async function cargoReader(): Promise<FuzzedReader<CargoReading>> {
  const [{ cargoSeeds }, { mutateParts }, { faultOf }] = await Promise.all([
    fixture<Pick<Fixtures, 'cargoSeeds'>>('seeds'),
    fixture<Pick<Fixtures, 'mutateParts'>>('mutate-parts'),
    fixture<Pick<Fixtures, 'faultOf'>>('judge-reading'),
  ])
  return { name: 'cargo', seeds: cargoSeeds, damage: mutateParts, read: (bytes) => readCargo(bytes), faultOf }
}

/** Loads a fixture from its source: fixtures are not built. */
async function fixture<T>(name: string): Promise<T> {
  const readers = import.meta.resolve('@entente/readers')
  return (await tsImport(new URL(`../src/cargo/fuzz/${name}.fixture.ts`, readers).href, import.meta.url)) as T
}
