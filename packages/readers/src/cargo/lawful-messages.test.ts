import { describe, expect, test } from 'vitest'
import { inventedFhl } from './cargo-imp/invented-cargo-imp.fixture.ts'
import { inventedXffm, inventedXfwb, inventedXfzb } from './cargo-xml/invented-cargo-xml.fixture.ts'
import { interchange, inventedBaplie2, inventedBaplie3 } from './edifact/invented-edifact.fixture.ts'
import { ENS, ENS_AMENDMENT } from './invented-declarations.fixture.ts'
import { readCargo } from './read-cargo.ts'

/** Returns the codes of the findings of a message, and whether its figures agree. */
function found(text: string): [string[], boolean | null | undefined] {
  const { findings, messages, outcome } = readCargo(Buffer.from(text))
  expect(outcome).toBe('read')
  return [[...new Set(findings.map(({ code }) => code))], messages[0]?.reconciliation.agrees]
}

const parties = `SHP
NAM/ACORN FLOWERS LTD
ADR/QUAY 4
LOC/LONDON
/GB/E1
CNE
NAM/LUNE BLOOMS INC
ADR/9 STREET
LOC/NEW YORK/NY
/US/10001
`

describe('air', () => {
  test('clean messages of Cargo-XML have no finding', () => {
    expect(found(inventedXfwb())).toEqual([[], true])
    expect(found(inventedXfzb())).toEqual([[], true])
    // Parts of a shipment of unknown size are on two unit load devices.
    expect(found(inventedXffm())).toEqual([['PART_SHIPMENT'], true])
  })

  test('a shipment on two unit load devices with two rate lines agrees', () => {
    const fwb = `FWB/17
999-12345675LHRJFK/T3K1500
FLT/ZZ0412/03
RTG/JFKZZ
${parties}AGT//1234567/0011
/SAMPLE FORWARDERS
/LHR
CVD/GBP/PP/PP/NVD/1850.00/XXX
RTD/1/P1/K500/CU/W500/R2.10/T739.20
/NG/CUT FLOWERS ROSES
/2/NU/AKE20417ZZ
/3/NS/40
/4/NH/060311
RTD/5/P2/K1000/CU/W1000/R2/T2000
/6/NG/CUT FLOWERS TULIPS
/7/NU/PMC51103ZZ
/8/NS/80
/9/NH/060319
SSR/NOT RESTRICTED
/NO DANGEROUS GOODS INSIDE
`
    expect(found(fwb)).toEqual([[], true])
  })

  test('the master of a consolidation may say so to a forwarder', () => {
    const fwb = `FWB/17
999-12345675LHRJFK/T6K198.4MC1.2
FLT/ZZ0412/03
RTG/JFKZZ
${parties.replace('LUNE BLOOMS', 'LUNE FORWARDING')}CVD/EUR/PP/NVD/NCV/XXX
RTD/1/P6/K198.4/CQ/W200/R2.10/T420
/NC/CONSOLIDATION AS PER
/2/NC/ ATTACHED CARGO MANI
/3/NC/FEST
/4/ND//CMT60-60-55/6
`
    expect(found(fwb)).toEqual([['VAGUE_DESCRIPTION', 'HS_MISSING'], true])
    expect(readCargo(Buffer.from(fwb)).findings.filter(({ reject }) => reject)).toEqual([])
  })

  test('a house list may be continued if it has one house', () => {
    const one = inventedFhl.replace(/HBS\/HB-2.*?(?=SHP)/s, '')
    expect(found(one)).toEqual([[], null])
  })

  test('a page of a manifest is not judged before the last one', () => {
    const page = (last: string) => `FFM/8
1/ZZ412/03OCT0915/OSL/LNZZZ
IST//03OCT1020
ULD/AKE20417ZZ
999-12345675OSLIST/S4K60MC0.8T6/HYDRAULIC CYLIN/EAPSPX
999-44001171OSLIST/T20K400MC1.80/CONSOLIDATION/GEN
${last}
`
    expect(found(page('CONT'))).toEqual([['MANIFEST_CONTINUES'], true])
    expect(found(page('LAST'))).toEqual([['PART_SHIPMENT'], true])
    expect(found('FFM/8\n1/ZZ412/03OCT0915/OSL/LNZZZ\nIST/NIL\nLAST\n')).toEqual([[], null])
  })
})

describe('sea and road', () => {
  const ship = ['TDT+20+V042E+1++NORL:172:20+++9074729:146:11:MV LONG ISLET:NO', 'LOC+60+GBFXT:139:6']
  const shipper = 'NAD+CZ+11:160:9++NORDVIK TOOLS AS+QUAY 4+OSLO++0150+NO'
  const receiver = 'NAD+CN+++ACORN FOODS LTD+MILL LANE 4+IPSWICH+SFK+IP1+GB'
  const cuscar = (...segments: string[]) =>
    interchange({ type: 'CUSCAR:D:95B:UN', segments: ['BGM+785+MAN-78+9', ...segments] })
  const bill = (id: string) => [
    ...[`CNI+1+${id}`, `RFF+BM:${id}`, 'CNT+7:1000:KGM', 'CNT+11:10', 'LOC+9+NOOSL', 'LOC+11+GBFXT', shipper, receiver],
    ...['GID+1+10:CT', 'FTX+AAA+++CAST IRON PAN LIDS', 'MEA+AAE+G+KGM:1000', 'RFF+HS:732310', 'SGP+TSTU7418520+10'],
  ]

  test('three bills share one container beside an empty one', () => {
    const units = ['EQD+CN+TSTU7418520+22G1:102:5++3+5', 'SEL+SX1001+CA', 'EQD+CN+CSQU3054383+22G1:102:5++3+4']
    const bills = ['NORL26001', 'NORL26002', 'NORL26003'].flatMap(bill)
    const totals = ['CNT+16:2', 'CNT+7:3000:KGM', 'CNT+11:30']
    expect(found(cuscar(...ship, ...units, ...bills, ...totals))).toEqual([[], true])
  })

  test('a trailer has no container number, and a manifest of the air no ports', () => {
    const goods = ['GID+1+33:PX', 'FTX+AAA+++GLASS JARS FOR JAM', 'MEA+AAE+G+KGM:12000', 'RFF+HS:701090']
    const road = [
      'TDT+20+T1+3++HAUL:172:20+++AB12CDE:::AB12CDE:PL',
      'LOC+60+GBDVR:139:6',
      'EQD+TE+AB99TRL',
      'CNI+1+CMR1',
    ]
    expect(
      found(cuscar(...road, 'LOC+9+PLWAW', 'LOC+11+GBDVR', 'CNT+7:12000:KGM', shipper, receiver, ...goods)),
    ).toEqual([[], true])
    const air = [
      'TDT+20+ZZ412+4++ZZ:172:20',
      'LOC+60+LHR',
      'CNI+1+99912345675',
      'LOC+9+OSL',
      'LOC+11+LHR',
      shipper,
      receiver,
    ]
    expect(found(cuscar(...air, ...goods))[0]).toEqual([])
  })

  test('clean stowage plans and declarations have no finding', () => {
    expect(found(inventedBaplie2)[0]).toEqual([])
    // The container that a blocked space names has a wrong check digit.
    expect(found(inventedBaplie3)[0]).toEqual(['CONTAINER_CHECK_DIGIT'])
    for (const declaration of [ENS, ENS_AMENDMENT]) expect(found(declaration)).toEqual([[], true])
  })
})

describe('ASYCUDA', () => {
  const unit = (seal: string, full = '1/1') =>
    `<ctn_segment><Ctn_reference>TSTU7418520</Ctn_reference><Number_of_packages>100</Number_of_packages><Type_of_container>22G1</Type_of_container><Empty_Full>${full}</Empty_Full>${seal && `<Marks1>${seal}</Marks1>`}</ctn_segment>`
  const bol = (id: string, units: string, master = '') =>
    `<Bol_segment><Bol_id><Bol_reference>${id}</Bol_reference><Bol_nature>23</Bol_nature>${master && `<Master_bol_ref_number>${master}</Master_bol_ref_number>`}</Bol_id>` +
    '<Load_unload_place><Place_of_loading_code>NZAKL</Place_of_loading_code><Place_of_unloading_code>TOTBU</Place_of_unloading_code></Load_unload_place>' +
    '<Traders_segment><Exporter><Exporter_name>KAURI BUILD LTD</Exporter_name></Exporter><Notify><Notify_name>SAME AS CONSIGNEE</Notify_name></Notify><Consignee><Consignee_name>REEF STORES</Consignee_name></Consignee></Traders_segment>' +
    `${units}<Goods_segment><Number_of_packages>100</Number_of_packages><Package_type_code>BG</Package_type_code><Gross_mass>5000</Gross_mass><Goods_description>PORTLAND CEMENT</Goods_description></Goods_segment>` +
    '<HS_Compliance><HS_code>252329</HS_code></HS_Compliance></Bol_segment>'
  const manifest = (bols: string, totals: string) =>
    `<Awmds><General_segment><General_segment_id><Voyage_number>V1</Voyage_number></General_segment_id><Totals_segment>${totals}</Totals_segment>` +
    '<Transport_information><Mode_of_transport_code>1</Mode_of_transport_code><Nationality_of_transporter_code>PA</Nationality_of_transporter_code></Transport_information>' +
    `<Load_unload_place><Place_of_departure_code>NZAKL</Place_of_departure_code></Load_unload_place></General_segment>${bols}</Awmds>`
  const totals = (bols: number, packages: number, containers: number) =>
    `<Total_number_of_bols>${bols}</Total_number_of_bols><Total_number_of_packages>${packages}</Total_number_of_packages><Total_number_of_containers>${containers}</Total_number_of_containers>`

  test('two bills share one container, whose seal one of them states', () => {
    expect(found(manifest(bol('B1', unit('S1')) + bol('B2', unit('')), totals(2, 200, 1)))).toEqual([[], true])
  })

  test('an empty container and loose goods need no seal', () => {
    expect(found(manifest(bol('B1', unit('', '0/0')), totals(1, 100, 1)))).toEqual([[], true])
    expect(found(manifest(bol('B1', ''), totals(1, 100, 0)))).toEqual([[], true])
  })

  test('totals may count the bills of both levels or of one', () => {
    const bols = bol('B1', unit('S1')) + bol('H1', unit('S1'), 'B1')
    expect(found(manifest(bols, totals(2, 200, 1)))).toEqual([[], true])
    expect(found(manifest(bols, totals(1, 100, 1)))).toEqual([[], true])
  })
})
