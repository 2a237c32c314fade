import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Contract, GoodsLine, Loaded, Movement, Shipment } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import { writeMessage } from './cargo-edifact.ts'
import { ccyymmddhhmm, type Envelope } from './envelope.ts'

const functions = { original: '9', replacement: '5', cancellation: '1' } as const

/** Writes the manifest of a voyage as EDIFACT CUSCAR D.95B: the containers first, then one group for each bill of lading and house. */
export function writeCuscar(envelope: Envelope, movement: Movement): Uint8Array {
  const { carrier, vessel, from, to, shipments } = movement
  const equipment = new Map(shipments.flatMap(({ loads }) => loads.map((load) => [load.equipment?.id, load])))
  let group = 0
  const body = [
    segment('BGM', '785', envelope.reference, functions[envelope.purpose]),
    segment('DTM', ['137', ccyymmddhhmm(envelope.preparedAt), '203']),
    segment('TDT', '20', movement.reference, '1', null, [carrier.code, '172', '20', carrier.name], null, null, [
      ...[vessel?.imo ?? null, '146', '11', vessel?.name ?? null, vessel?.country ?? null],
    ]),
    segment('LOC', '60', [to.code, '139', '6']),
    segment('LOC', '5', [from.code, '139', '6']),
    segment('DTM', ['132', ccyymmddhhmm(movement.arrivesAt), '203']),
    ...[...equipment.values()].flatMap(containerSegments),
    ...shipments.flatMap((shipment) => [
      ...billSegments(++group, movement, shipment, null),
      ...shipment.houses.flatMap((house) => billSegments(++group, movement, house, shipment)),
    ]),
  ]
  return writeMessage(envelope, ['CUSCAR', 'D', '95B', 'UN'], body)
}

const containerSegments = ({ equipment, kilograms }: Loaded): Segment[] =>
  equipment === null
    ? []
    : [
        segment('EQD', 'CN', equipment.id, [equipment.type, '102', '5'], null, '2', '5'),
        segment('MEA', 'AAE', 'G', ['KGM', kilograms]),
        segment('SEL', equipment.seal, 'CA'),
      ]

function billSegments(group: number, { from, to }: Movement, contract: Contract, master: Shipment | null): Segment[] {
  const loads = master ? [] : ((contract as Shipment).loads ?? [])
  const isConsolidation = !master && (contract as Shipment).houses.length > 0
  const lines = isConsolidation ? [consolidatedLine(contract)] : contract.lines
  return [
    segment('CNI', group, contract.id),
    segment('RFF', [master ? 'HWB' : 'BM', contract.id]),
    ...(master ? [segment('RFF', ['MB', master.id])] : []),
    segment('CNT', ['7', contract.kilograms, 'KGM']),
    segment('CNT', ['8', contract.pieces]),
    segment('LOC', '9', [from.code, '139', '6']),
    segment('LOC', '11', [to.code, '139', '6']),
    nameAndAddress('CZ', contract.consignor),
    nameAndAddress('CN', contract.consignee),
    ...(contract.notify ? [nameAndAddress('NI', contract.notify)] : []),
    ...lines.flatMap((line, at) => [
      segment('GID', at + 1, [line.pieces, line.goods.packaging]),
      segment('FTX', 'AAA', null, null, line.description),
      segment('MEA', 'AAE', 'G', ['KGM', line.kilograms]),
      ...(line.hs ? [segment('RFF', ['HS', line.hs])] : []),
      ...(line.goods.un ? [segment('DGS', 'IMD', '3', line.goods.un)] : []),
      ...(at > 0
        ? []
        : loads.flatMap((load) => (load.equipment ? [segment('SGP', load.equipment.id, load.pieces)] : []))),
    ]),
  ]
}

const consolidatedLine = (contract: Contract): GoodsLine => {
  const [first] = contract.lines as [GoodsLine]
  const { pieces, packages, kilograms, cubicMetres, value } = contract
  return {
    ...first,
    ...{ pieces, packages, kilograms, cubicMetres, value, hs: '', description: 'CONSOLIDATED CARGO' },
    goods: { ...first.goods, un: null },
  }
}

const nameAndAddress = (role: string, trader: Trader): Segment =>
  segment(
    'NAD',
    role,
    [trader.taxId, '100'],
    null,
    trader.name.match(/.{1,35}/g) ?? [],
    trader.street,
    trader.city,
    null,
    trader.postcode,
    trader.country,
  )
