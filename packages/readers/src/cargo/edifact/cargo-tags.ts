import { packTag } from '../../edifact/tags.ts'

/** Packed tags of the segments that CUSCAR and BAPLIE give to a mapper. */
export const BGM = packTag('BGM')
export const CNI = packTag('CNI')
export const CNT = packTag('CNT')
export const COM = packTag('COM')
export const CST = packTag('CST')
export const CTA = packTag('CTA')
export const DGS = packTag('DGS')
export const DIM = packTag('DIM')
export const DOC = packTag('DOC')
export const DTM = packTag('DTM')
export const EQD = packTag('EQD')
export const FTX = packTag('FTX')
export const GID = packTag('GID')
export const GIR = packTag('GIR')
export const GIS = packTag('GIS')
export const LOC = packTag('LOC')
export const MEA = packTag('MEA')
export const MOA = packTag('MOA')
export const NAD = packTag('NAD')
export const PAC = packTag('PAC')
export const PCI = packTag('PCI')
export const PIA = packTag('PIA')
export const RFF = packTag('RFF')
export const RNG = packTag('RNG')
export const SEL = packTag('SEL')
export const SGP = packTag('SGP')
export const TDT = packTag('TDT')
export const TMP = packTag('TMP')

/** Tags of the message directories of CUSCAR and BAPLIE. What no mapper asks for says nothing that the model holds. */
const directory = new Set(
  (
    'AUT BGM BII CAV CED CNI CNT COM CST CTA CUX DGS DIM DMS DOC DTM EFI EQA EQD EQN ERC ERP FTX GDS GID GIN GIR GIS GOR HAN ' +
    'IDE IMD LIN LOC MEA MOA NAD PAC PCI PGI PIA PRC PRI QTY RFF RNG SEL SEQ SGP SPR STS TAX TCC TDT TMP TOD TPL TSR UNS'
  )
    .split(' ')
    .map(packTag),
)
export const isInDirectory = (tag: number): boolean => directory.has(tag)
