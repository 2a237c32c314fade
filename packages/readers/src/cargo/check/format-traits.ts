import type { CargoFormat } from '@entente/contracts'
import type { CargoCheckTables } from './check-tables.ts'

/** The traits of a format with the tables of the reader. */
export type CheckTraits = FormatTraits & { tables: CargoCheckTables }

/** The values that a format has a place for. A check that a format cannot answer is not made. */
export interface FormatTraits {
  /** Every master is an air waybill. */
  airWaybills: boolean
  /** `six`: the format asks for six digits. */
  hs: 'none' | 'any' | 'six'
  /** Which part must describe the goods. `cut`: the format shortens texts, so they are not checked. */
  described: 'consignment' | 'item' | 'cut'
  /** The format says which masters are consolidations. */
  saysConsolidation: boolean
  /** A master is only the envelope of its houses. */
  masterIsStub: boolean
  /** Parties have a place for their country. */
  partyCountry: boolean
  /** `iata`: airports. `locode`: UN/LOCODE, beside airports in air mode. `free`: any text. */
  places: 'iata' | 'locode' | 'free'
  /** `always`: a full container needs a seal. `usual`: if another container of the message has one. */
  seals: 'none' | 'usual' | 'always'
  /** Consignments have the sums of their loads. If some loads have no volume, the sum is none of the consignment. */
  sumsLoads: boolean
  /** One message lists every house of its master, if it has more than one. */
  listsHouses: boolean
}

const cargoXml: FormatTraits = {
  airWaybills: true,
  hs: 'six',
  described: 'consignment',
  saysConsolidation: true,
  masterIsStub: false,
  partyCountry: true,
  places: 'iata',
  seals: 'none',
  sumsLoads: false,
  listsHouses: false,
}
const manifest: FormatTraits = { ...cargoXml, hs: 'none', saysConsolidation: false, sumsLoads: true }
const declaration: FormatTraits = {
  ...cargoXml,
  airWaybills: false,
  hs: 'any',
  described: 'item',
  places: 'free',
}

export const formatTraits: Record<CargoFormat, FormatTraits> = {
  xfwb: cargoXml,
  xfzb: { ...cargoXml, masterIsStub: true },
  xffm: manifest,
  fwb: cargoXml,
  fhl: { ...cargoXml, masterIsStub: true, listsHouses: true },
  ffm: { ...manifest, described: 'cut' },
  cuscar: { ...declaration, saysConsolidation: false, places: 'locode', seals: 'usual' },
  baplie: { ...declaration, hs: 'none', places: 'locode' },
  ens: declaration,
  'wco-dec': { ...declaration, hs: 'six', seals: 'usual' },
  awmds: {
    ...declaration,
    hs: 'six',
    saysConsolidation: false,
    partyCountry: false,
    places: 'locode',
    seals: 'always',
  },
}
