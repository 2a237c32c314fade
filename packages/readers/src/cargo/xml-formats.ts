import { startAwmds } from './awmds/map-awmds.ts'
import { startXffm } from './cargo-xml/xffm.ts'
import { startXfwb } from './cargo-xml/xfwb.ts'
import { startXfzb } from './cargo-xml/xfzb.ts'
import { startEns } from './ens/map-ens.ts'
import { startDec } from './wco-dec/map-dec.ts'
import type { XmlFormat } from './xml/xml-mapper.ts'

/** A declaration is one consignment, and one with 10,000 items has about 60 elements for each. */
const ofDeclaration = { heldElements: 800_000 }

/** The documents that are read, by their root elements. */
export const xmlFormats: readonly XmlFormat[] = [
  { root: 'Waybill', namespace: 'iata:waybill:1', start: startXfwb },
  { root: 'HouseWaybill', namespace: 'iata:housewaybill:1', start: startXfzb },
  { root: 'FlightManifest', namespace: 'iata:flightmanifest:1', start: startXffm },
  { root: 'CC315A', namespace: 'http://ics.dgtaxud.ec/CC315A', start: startEns, ...ofDeclaration },
  { root: 'CC313A', namespace: 'http://ics.dgtaxud.ec/CC313A', start: startEns, ...ofDeclaration },
  { root: 'MetaData', namespace: 'urn:wco:datamodel:WCO:DocumentMetaData-DMS:2', start: startDec, ...ofDeclaration },
  { root: 'Declaration', namespace: 'urn:wco:datamodel:WCO:DEC-DMS:2', start: startDec, ...ofDeclaration },
  { root: 'Awmds', namespace: null, start: startAwmds },
]
