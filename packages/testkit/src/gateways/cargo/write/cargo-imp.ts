import type { Place } from '../plan/places.ts'
import type { Contract, GoodsLine, Loaded, Movement, Shipment } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import { ddmmm, ddmmmyy, type Envelope, hhmm } from './envelope.ts'
import { splitCode } from './split-code.ts'

// IATA Cargo-IMP: lines of at most 69 characters; a line that starts with a slant continues the one before.

/** Writes a message of lines. */
const writeLines = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)

/** The party block of SHP, CNE or NFY. */
const partyLines = (tag: 'SHP' | 'CNE' | 'NFY', trader: Trader): string[] => [
  tag,
  `NAM/${trader.name.slice(0, 35)}`,
  `ADR/${trader.street.slice(0, 35)}`,
  `LOC/${trader.city.slice(0, 17)}`,
  `/${trader.country}/${trader.postcode}/TE/${trader.telephone}`,
]
/** The customs notes with the tax numbers of consignor and consignee. */
const taxLines = (consignor: Trader, consignee: Trader): string[] => [
  `OCI/${consignor.country}/SHP/T/${consignor.taxId}`,
  `/${consignee.country}/CNE/T/${consignee.taxId}`,
]
/** Origin and destination without a separator: `LISJNB`. */
const fromTo = (from: Place, to: Place): string => from.code + to.code
/** A mass in kg as the messages carry it: one decimal. */
const kilos = (kilograms: number): string => `K${Number(kilograms.toFixed(1))}`

/** A description is cut into parts of this length, also inside words. */
const goodsPart = 20

/** Writes an air waybill as Cargo-IMP FWB/16. The format has no reference of the message. */
export function writeFwb(_: Envelope, movement: Movement, shipment: Shipment): Uint8Array {
  const { pieces, kilograms, cubicMetres, agent, carrier } = { ...shipment, carrier: movement.carrier }
  const day = String(movement.departsAt.getUTCDate()).padStart(2, '0')
  return writeLines([
    'FWB/16',
    `${shipment.id}${fromTo(shipment.from, shipment.to)}/T${pieces}${kilos(kilograms)}MC${cubicMetres.toFixed(2)}`,
    `FLT/${movement.reference}/${day}`,
    `RTG/${shipment.to.code}${carrier.code}`,
    ...partyLines('SHP', shipment.consignor),
    ...partyLines('CNE', shipment.consignee),
    ...(shipment.notify ? partyLines('NFY', shipment.notify) : []),
    'AGT//9990001/0002',
    `/${agent.name.slice(0, 35)}`,
    `/${agent.city.slice(0, 17)}`,
    `CVD/EUR/PP/PP/NVD/${shipment.value.toFixed(2)}/XXX`,
    ...ratingLines(shipment),
    `ISU/${ddmmmyy(shipment.issuedAt)}/${shipment.from.code}/${carrier.code}`,
    ...taxLines(shipment.consignor, shipment.consignee),
  ])
}

/** The rate line with the numbered lines of the goods. */
function ratingLines(shipment: Shipment): string[] {
  const isConsolidation = shipment.houses.length > 0
  const text = isConsolidation ? 'CONSOLIDATION AS PER LIST' : shipment.lines.map(textOf).join(' ')
  const parts = text.match(new RegExp(`.{1,${goodsPart}}`, 'g')) ?? []
  const codes = isConsolidation ? [] : [...new Set(shipment.lines.map(({ hs }) => hs))]
  const numbered = [
    ...parts.map((part) => `${isConsolidation ? 'NC' : 'NG'}/${part}`),
    `NV/MC${shipment.cubicMetres.toFixed(2)}`,
    ...codes.map((code) => `NH/${code}`),
  ]
  const rate = `RTD/1/P${shipment.pieces}/${kilos(shipment.kilograms)}/CQ/W${Math.ceil(shipment.kilograms)}`
  return [rate, ...numbered.map((line, at) => `/${at === 0 ? '' : `${at + 1}/`}${line}`)]
}

const textOf = ({ description, goods }: GoodsLine): string => (goods.un ? `${description} UN${goods.un}` : description)

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
