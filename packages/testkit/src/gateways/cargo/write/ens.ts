import { element, writeXml, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Contract, GoodsLine, Movement } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import { ccyymmdd, ccyymmddhhmm, type Envelope, hhmm, recipient } from './envelope.ts'

const leaf = (name: string, value: string | number): XmlNode => element(name, {}, String(value))
/** The parts of a party's name and address end in a suffix for its role. */
const party = (
  name: string,
  suffix: string,
  [street, postcode, city, country, tin]: readonly string[],
  trader: Trader,
) =>
  element(
    name,
    {},
    leaf(`Nam${suffix}`, trader.name),
    leaf(street as string, trader.street),
    leaf(postcode as string, trader.postcode),
    leaf(city as string, trader.city),
    leaf(country as string, trader.country),
    leaf(tin as string, trader.taxId),
  )

/** Writes the entry summary declaration of one bill of lading or air waybill as IE315. */
export function writeEns(envelope: Envelope, movement: Movement, contract: Contract): Uint8Array {
  const { preparedAt, reference, sender } = envelope
  const { vessel, carrier, from, to, mode } = movement
  const isAir = mode === 'air'
  const root = element(
    'ie:CC315A',
    { 'xmlns:ie': 'http://ics.dgtaxud.ec/CC315A' },
    leaf('MesSenMES3', sender),
    leaf('MesRecMES6', recipient),
    leaf('DatOfPreMES9', ccyymmdd(preparedAt).slice(2)),
    leaf('TimOfPreMES10', hhmm(preparedAt)),
    leaf('MesIdeMES19', reference),
    leaf('MesTypMES20', 'CC315A'),
    element(
      'HEAHEA',
      {},
      leaf('RefNumHEA4', reference),
      leaf('TraModAtBorHEA76', isAir ? 4 : 1),
      vessel && leaf('IdeOfMeaOfTraCroHEA85', vessel.imo),
      leaf('TotNumOfIteHEA305', contract.lines.length),
      leaf('TotNumOfPacHEA306', contract.pieces),
      leaf('TotGroMasHEA307', contract.kilograms),
      leaf('ConRefNumHEA', movement.reference),
      leaf('PlaLoaGOOITE334', from.code),
      leaf('PlaUnlGOOITE334', to.code),
      leaf('DecDatTimHEA114', ccyymmddhhmm(preparedAt)),
    ),
    party(
      'TRACONCO1',
      'CO17',
      ['StrAndNumCO122', 'PosCodCO123', 'CitCO124', 'CouCO125', 'TINCO159'],
      contract.consignor,
    ),
    party(
      'TRACONCE1',
      'CE17',
      ['StrAndNumCE122', 'PosCodCE123', 'CitCE124', 'CouCE125', 'TINCE159'],
      contract.consignee,
    ),
    ...contract.lines.map((line, at) => goodsItem(isAir, contract, line, at)),
    ...[...new Set([from.country, to.country])].map((country) => element('ITI', {}, leaf('CouOfRouCodITI1', country))),
    element('PERLODSUMDEC', {}, leaf('TINPLD1', `${to.country}900000001`)),
    element(
      'CUSOFFFENT730',
      {},
      leaf('RefNumCUSOFFFENT731', `${to.country}000SI1`),
      leaf('ExpDatOfArrFIRENT733', ccyymmddhhmm(movement.arrivesAt)),
    ),
    element(
      'TRACARENT601',
      {},
      leaf('NamTRACARENT604', carrier.name),
      leaf('TINTRACARENT602', `${to.country}900000002`),
    ),
  )
  return new TextEncoder().encode(writeXml(root))
}

const goodsItem = (isAir: boolean, contract: Contract, line: GoodsLine, at: number): XmlNode =>
  element(
    'GOOITEGDS',
    {},
    leaf('IteNumGDS7', at + 1),
    leaf('GooDesGDS23', line.description),
    leaf('GroMasGDS46', line.kilograms),
    line.goods.un ? leaf('UNDanGooCodGDI1', line.goods.un) : null,
    element('PRODOCDC2', {}, leaf('DocTypDC21', isAir ? 'N740' : 'N705'), leaf('DocRefDC23', contract.id)),
    element('COMCODGODITM', {}, leaf('ComNomCMD1', line.hs)),
    element(
      'PACGS2',
      {},
      leaf('MarNumOfPacGSL21', 'N/M'),
      leaf('KinOfPacGS23', line.goods.packaging),
      leaf('NumOfPacGS24', line.pieces),
    ),
  )
