import { element, writeXml, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Contract, Movement, Shipment } from '../plan/shipment.ts'
import { totalsOf } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import type { Envelope } from './envelope.ts'

const day = (at: Date): string => at.toISOString().slice(0, 10)
const leaf = (name: string, value: string | number | null): XmlNode | null =>
  value === null ? null : element(name, {}, String(value))

/** Writes the manifest of a voyage as ASYCUDA Awmds: one segment for each bill of lading. */
export function writeAwmds(_: Envelope, movement: Movement): Uint8Array {
  const { carrier, vessel, from, to, shipments } = movement
  const totals = totalsOf(shipments)
  const containers = new Set(shipments.flatMap(({ loads }) => loads.map(({ equipment }) => equipment?.id)))
  const general = element(
    'General_segment',
    {},
    element(
      'General_segment_id',
      {},
      leaf('Customs_office_code', `${to.country}SI1`),
      leaf('Voyage_number', movement.reference),
      leaf('Date_of_departure', day(movement.departsAt)),
      leaf('Date_of_arrival', day(movement.arrivesAt)),
    ),
    element(
      'Totals_segment',
      {},
      leaf('Total_number_of_bols', shipments.length),
      leaf('Total_number_of_packages', totals.pieces),
      leaf('Total_number_of_containers', containers.size),
      leaf('Total_gross_mass', totals.kilograms),
    ),
    element(
      'Transport_information',
      {},
      element('Carrier', {}, leaf('Carrier_code', carrier.code), leaf('Carrier_name', carrier.name)),
      leaf('Mode_of_transport_code', 1),
      leaf('Identity_of_transporter', vessel?.name ?? null),
      leaf('Nationality_of_transporter_code', vessel?.country ?? null),
    ),
    element(
      'Load_unload_place',
      {},
      leaf('Place_of_departure_code', from.code),
      leaf('Place_of_destination_code', to.code),
    ),
  )
  return new TextEncoder().encode(
    writeXml(element('Awmds', {}, general, ...shipments.map((shipment, at) => bill(movement, shipment, at)))),
  )
}

function bill({ from, to }: Movement, shipment: Shipment, at: number): XmlNode {
  const line = shipment.lines[0]
  const [description, code] = [shipment.lines.map((each) => each.description).join('; '), line?.hs ?? null]
  return element(
    'Bol_segment',
    {},
    element(
      'Bol_id',
      {},
      leaf('Bol_reference', shipment.id),
      leaf('Line_number', at + 1),
      leaf('Bol_nature', 23),
      leaf('Bol_type_code', 'BL'),
    ),
    element(
      'Load_unload_place',
      {},
      leaf('Place_of_loading_code', from.code),
      leaf('Place_of_unloading_code', to.code),
    ),
    traders(shipment),
    ...shipment.loads.map(({ equipment, pieces, kilograms }) =>
      element(
        'ctn_segment',
        {},
        leaf('Ctn_reference', equipment?.id ?? null),
        leaf('Number_of_packages', pieces),
        leaf('Type_of_container', equipment?.type ?? null),
        leaf('Empty_Full', '1/1'),
        leaf('Marks1', equipment?.seal ?? null),
        leaf('Goods_Weight', kilograms),
      ),
    ),
    element(
      'Goods_segment',
      {},
      leaf('Number_of_packages', shipment.pieces),
      leaf('Package_type_code', line?.goods.packaging ?? null),
      leaf('Gross_mass', shipment.kilograms),
      leaf('Shipping_marks', 'N/M'),
      leaf('Goods_description', shipment.houses.length > 0 ? 'CONSOLIDATED CARGO' : description),
      leaf('Volume_in_cubic_meters', shipment.cubicMetres),
      leaf('Num_of_ctn_for_this_bol', shipment.loads.length),
    ),
    element('HS_Compliance', {}, leaf('HS_code', code)),
  )
}

const traders = ({ consignor, consignee, notify }: Contract): XmlNode =>
  element(
    'Traders_segment',
    {},
    trader('Exporter', consignor),
    notify ? trader('Notify', notify) : element('Notify', {}, leaf('Notify_name', 'SAME AS CONSIGNEE')),
    trader('Consignee', consignee),
  )
const trader = (role: string, { name, taxId, street, city, country }: Trader): XmlNode =>
  element(
    role,
    {},
    leaf(`${role}_code`, taxId),
    leaf(`${role}_name`, name),
    leaf(`${role}_address`, `${street}, ${city}, ${country}`),
  )
