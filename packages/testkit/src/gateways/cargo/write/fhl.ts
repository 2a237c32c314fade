import type { Contract, Shipment } from '../plan/shipment.ts'
import { fromTo, kilos, partyLines, taxLines, writeLines } from './cargo-imp.ts'
import type { Envelope } from './envelope.ts'

/** Writes one house of a consolidation as Cargo-IMP FHL/4. */
export function writeFhl(_: Envelope, master: Shipment, house: Contract): Uint8Array {
  const route = fromTo(house.from, house.to)
  const text = house.lines.map(({ description, goods }) => (goods.un ? `${description} UN${goods.un}` : description))
  const description = text.join(' ')
  const codes = [...new Set(house.lines.map(({ hs }) => hs))].slice(0, 9)
  return writeLines([
    'FHL/4',
    `MBI/${master.id}${fromTo(master.from, master.to)}/T${master.pieces}${kilos(master.kilograms)}`,
    `HBS/${house.id}/${route}/${house.pieces}/${kilos(house.kilograms)}/${house.packages}/${description.slice(0, 15)}`,
    `TXT/${description.slice(0, 65)}`,
    ...codes.map((code, at) => (at === 0 ? `HTS/${code}` : `/${code}`)),
    ...taxLines(house.consignor, house.consignee),
    ...partyLines('SHP', house.consignor),
    ...partyLines('CNE', house.consignee),
    `CVD/EUR//NVD/${house.value.toFixed(2)}/XXX`,
  ])
}
