import type { Loaded, Movement, Shipment } from '../plan/shipment.ts'
import { fromTo, kilos, writeLines } from './cargo-imp.ts'
import { ddmmm, type Envelope, hhmm } from './envelope.ts'
import { splitCode } from './split-code.ts'

/** Writes a flight's manifest as Cargo-IMP FFM/8: the loose pieces first, then one unit load device after the other. */
export function writeFfm(_: Envelope, { reference, from, to, departsAt, arrivesAt, shipments }: Movement): Uint8Array {
  const loads = shipments.flatMap((shipment) => shipment.loads.map((load) => ({ shipment, load })))
  const loose = loads.filter(({ load }) => load.equipment === null)
  const devices = loads.filter(({ load }) => load.equipment !== null)
  return writeLines([
    'FFM/8',
    `1/${reference}/${ddmmm(departsAt)}${hhmm(departsAt)}/${from.code}`,
    `${to.code}//${ddmmm(arrivesAt)}${hhmm(arrivesAt)}`,
    ...loose.map(({ shipment, load }) => waybillLine(shipment, load)),
    ...devices.flatMap(({ shipment, load }) => [`ULD/${load.equipment?.id}`, waybillLine(shipment, load)]),
    'LAST',
  ])
}

function waybillLine(shipment: Shipment, { pieces, kilograms }: Loaded): string {
  const code = splitCode(shipment)
  const total = code === 'T' ? '' : `T${shipment.pieces}`
  const description = (shipment.houses.length > 0 ? 'CONSOLIDATION' : (shipment.lines[0]?.description ?? '')).slice(
    0,
    15,
  )
  return `${shipment.id}${fromTo(shipment.from, shipment.to)}/${code}${pieces}${kilos(kilograms)}${total}/${description.trim()}`
}
