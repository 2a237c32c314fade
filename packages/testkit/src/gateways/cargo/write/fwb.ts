import type { GoodsLine, Movement, Shipment } from '../plan/shipment.ts'
import { fromTo, kilos, partyLines, taxLines, writeLines } from './cargo-imp.ts'
import { ddmmmyy, type Envelope } from './envelope.ts'

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
