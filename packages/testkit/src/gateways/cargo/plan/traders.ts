import type { Random } from '../../../synthetic/random.ts'
import type { Place } from './places.ts'

export interface Trader {
  /** Upper case, with the legal form of its country. */
  name: string
  street: string
  city: string
  postcode: string
  country: string
  /** The number under which customs know the trader, with its country in front. */
  taxId: string
  telephone: string
}

const words = [
  'ACORN ALDER AMBER ANCHOR ARGENT ASPEN BEACON BIRCH BRAMBLE CEDAR CINDER CLOVER COPPER CORAL CRANE DELTA',
  'EMBER FALCON FERN GARNET HARBOUR HAZEL HERON INDIGO JASPER JUNIPER KESTREL LANTERN LAUREL LINDEN LUNE MAPLE',
  'MARLIN MEADOW NIMBUS OPAL ORCHARD OSPREY PEBBLE PLOVER QUARRY RAVEN ROWAN SABLE SAFFRON SORREL SPRUCE TALLOW',
  'TERN THISTLE UMBER VESPER WILLOW WREN YARROW ZEPHYR',
]
  .join(' ')
  .split(' ')
const trades = 'FOODS TRADING TOOLS TEXTILES IMPORTS SUPPLIES MACHINERY HOUSE CERAMICS ELECTRICAL MEDICAL PAPER'.split(
  ' ',
)
const streets =
  'MILL LANE|QUAY ROAD|STATION STREET|MARKET SQUARE|BRIDGE STREET|ORCHARD WAY|CANAL ROW|FOUNDRY ROAD'.split('|')
/** The legal form that follows a company's name, by country. */
const forms: Record<string, string> = {
  ...{ PT: 'LDA', DE: 'GMBH', NL: 'BV', NO: 'AS', TR: 'LTD STI', AE: 'LLC', HK: 'LTD', CN: 'CO LTD', KR: 'CO LTD' },
  ...{ IN: 'PVT LTD', SG: 'PTE LTD', KE: 'LTD', ET: 'PLC', ZA: 'PTY LTD', BR: 'LTDA' },
}

/** Invents a company in a place. No name is that of a real company on purpose. */
export function inventTrader(random: Random, place: Pick<Place, 'country' | 'city'>): Trader {
  const { country } = place
  return {
    name: `${random.pick(words)} ${random.pick(words)} ${random.pick(trades)} ${forms[country] ?? 'LTD'}`,
    street: `${random.between(1, 190)} ${random.pick(streets)}`,
    city: place.city.toUpperCase(),
    postcode: random.digits(5),
    country,
    taxId: `${country}${random.digits(9)}`,
    telephone: `00${random.digits(10)}`,
  }
}

/** Invents a company that forwards goods of others. */
export function inventForwarder(random: Random, place: Pick<Place, 'country' | 'city'>): Trader {
  const trader = inventTrader(random, place)
  return { ...trader, name: `${random.pick(words)} FORWARDING ${forms[place.country] ?? 'LTD'}` }
}
