/** Invented manifests and stowage plans of one voyage. No ship, container or bill in them exists. */

export interface FiledContainer {
  id: string
  full?: boolean
  kg?: number | null
  vgm?: number
  from?: string
  to?: string
}
interface Voyage {
  voyage?: string
  ship?: string
  imo?: string | null
  /** The minute in which the message was prepared. */
  minute?: number
}
interface Bill {
  id: string
  containers: FiledContainer[]
  goods?: string
}

const two = (n: number): string => String(n).padStart(2, '0')
const message = (type: string, body: readonly string[]): Buffer =>
  Buffer.from(
    [
      "UNB+UNOA:2+LUNELINE+NORLAND+261124:0800+1'",
      `UNH+1+${type}'`,
      ...body.map((segment) => `${segment}'`),
      `UNT+${body.length + 2}+1'`,
      "UNZ+1+1'",
    ].join('\n'),
    'latin1',
  )
const transport = ({ voyage = '012W', ship = 'GRAY HERON', imo = '9074729' }: Voyage): string =>
  `TDT+20+${voyage}+1++LUNE:172:20+++${imo ?? ''}:146::${ship}`
const ports = (from: string, to: string): string[] => [`LOC+9+${from}:139:6`, `LOC+11+${to}:139:6`]

/** A sea manifest. `code` is the message function: 9 original, 5 replacement, 1 cancellation. */
export function cuscar(bills: readonly Bill[], given: Voyage & { reference?: string; code?: number } = {}): Buffer {
  const { reference = 'M1', code = 9, minute = 1 } = given
  const equipment = new Map(bills.flatMap(({ containers }) => containers.map((one) => [one.id, one])))
  return message('CUSCAR:D:95B:UN', [
    `BGM+85+${reference}+${code}`,
    `DTM+137:2026112408${two(minute)}:203`,
    transport(given),
    'LOC+60+NOOSL:139:6',
    'DTM+132:202612040600:203',
    ...[...equipment.values()].flatMap(({ id, full = true, kg = 12_000 }) => [
      `EQD+CN+${id}+22G1:102:5+++${full ? 5 : 4}`,
      ...(kg === null ? [] : [`MEA+AAE+G+KGM:${kg}`]),
    ]),
    ...bills.flatMap(({ id, containers, goods = 'GARDEN CHAIRS' }, place) => [
      `CNI+${place + 1}+${id}`,
      `RFF+BM:${id}`,
      ...ports(containers[0]?.from ?? 'TRIST', containers[0]?.to ?? 'NOOSL'),
      'NAD+CZ+++ACORN FURNITURE LTD+4 MILL LANE+LUNE+++TR',
      'NAD+CN+++LUNE TRADERS AS+4 QUAY+OSLO+++NO',
      `GID+1+${containers.length * 10}:CT`,
      `FTX+AAA+++${goods}`,
      'MEA+AAE+G+KGM:12000',
      ...containers.flatMap((one) => [`SGP+${one.id}+10`]),
    ]),
  ])
}

/** A stowage plan on leaving a port. */
export function baplie(
  containers: readonly FiledContainer[],
  given: Voyage & { reference?: string; code?: number; leaves?: string } = {},
): Buffer {
  const { reference = 'P1', code = 9, minute = 2, leaves = 'TRIST' } = given
  return message('BAPLIE:D:95B:UN:SMDG22', [
    `BGM++${reference}+${code}`,
    `DTM+137:2026112408${two(minute)}:203`,
    transport(given),
    `LOC+5+${leaves}:139:6`,
    'LOC+61+NOOSL:139:6',
    'DTM+132:202612040600:203',
    ...containers.flatMap(({ id, full = true, vgm, from = 'TRIST', to = 'NOOSL' }, place) => [
      `LOC+147+${String(10_100 + place).padStart(7, '0')}::5`,
      'MEA+WT++KGM:14200',
      ...(vgm === undefined ? [] : [`MEA+AAE+VGM+KGM:${vgm}`]),
      ...ports(from, to),
      `EQD+CN+${id}+22G1:102:5+++${full ? 5 : 4}`,
    ]),
  ])
}

/** An ASYCUDA manifest. The goods of a container are without the container, whose own mass is stated. */
export function awmds(bills: readonly Bill[], given: Voyage = {}): Buffer {
  const { voyage = '012W', ship = 'GRAY HERON' } = given
  const container = ({ id, full = true, kg = 12_000 }: FiledContainer) =>
    `<ctn_segment><Ctn_reference>${id}</Ctn_reference><Number_of_packages>10</Number_of_packages><Type_of_container>22G1</Type_of_container>
    <Empty_Full>${full ? '1/1' : '0/0'}</Empty_Full><Marks1>S${id}</Marks1><Empty_weight>2200</Empty_weight><Goods_Weight>${kg ?? 0}</Goods_Weight></ctn_segment>`
  const bill = ({ id, containers, goods = 'GARDEN CHAIRS' }: Bill) =>
    `<Bol_segment><Bol_id><Bol_reference>${id}</Bol_reference><Line_number>1</Line_number><Bol_nature>23</Bol_nature><Bol_type_code>BL</Bol_type_code></Bol_id>
    <Load_unload_place><Place_of_loading_code>TRIST</Place_of_loading_code><Place_of_unloading_code>NOOSL</Place_of_unloading_code></Load_unload_place>
    <Traders_segment><Exporter><Exporter_name>ACORN FURNITURE LTD</Exporter_name></Exporter><Consignee><Consignee_name>LUNE TRADERS AS</Consignee_name></Consignee></Traders_segment>
    ${containers.map(container).join('')}
    <Goods_segment><Number_of_packages>10</Number_of_packages><Package_type_code>CT</Package_type_code><Gross_mass>12000</Gross_mass><Goods_description>${goods}</Goods_description></Goods_segment></Bol_segment>`
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Awmds><General_segment><General_segment_id><Customs_office_code>NO01</Customs_office_code><Voyage_number>${voyage}</Voyage_number><Date_of_departure>2026-11-25</Date_of_departure><Date_of_arrival>2026-12-04</Date_of_arrival></General_segment_id>
<Totals_segment><Total_number_of_bols>${bills.length}</Total_number_of_bols></Totals_segment>
<Transport_information><Carrier><Carrier_code>LUNE</Carrier_code></Carrier><Mode_of_transport_code>1</Mode_of_transport_code><Identity_of_transporter>MV ${ship}</Identity_of_transporter></Transport_information>
<Load_unload_place><Place_of_departure_code>TRIST</Place_of_departure_code><Place_of_destination_code>NOOSL</Place_of_destination_code></Load_unload_place></General_segment>
${bills.map(bill).join('\n')}</Awmds>`)
}

const letters = 'A.BCDEFGHIJK.LMNOPQRSTU.VWXYZ'
/** A container number with its check digit (ISO 6346). */
export function containerOf(serial: number): string {
  const first = `ZZZU${String(serial).padStart(6, '0')}`
  const sum = [...first].reduce((total, char, place) => {
    const value = /\d/.test(char) ? Number(char) : letters.indexOf(char) + 10
    return total + value * 2 ** place
  }, 0)
  return `${first}${(sum % 11) % 10}`
}
