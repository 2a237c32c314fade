import { startXffm } from './cargo-xml/xffm.ts'
import { startXfwb } from './cargo-xml/xfwb.ts'
import { startXfzb } from './cargo-xml/xfzb.ts'
import type { XmlFormat } from './xml/xml-mapper.ts'

/** The documents that are read, by their root elements. */
export const xmlFormats: readonly XmlFormat[] = [
  { root: 'Waybill', namespace: 'iata:waybill:1', start: startXfwb },
  { root: 'HouseWaybill', namespace: 'iata:housewaybill:1', start: startXfzb },
  { root: 'FlightManifest', namespace: 'iata:flightmanifest:1', start: startXffm },
]
