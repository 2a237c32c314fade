import { createRandom, type Random } from '@entente/testkit'

const goods = [
  'SWEET BISCUITS',
  'TINNED PEARS',
  'WOODEN CHESS SETS',
  'GARDEN CHAIRS',
  'CANDLE HOLDERS OF BRASS',
  'WOOL BLANKETS',
]
const companies = [
  'Acorn Foods Ltd',
  'Lune Traders SARL',
  'Board Games Oy',
  'Nordvik Machine Tools',
  'Mill Lane Exports BV',
]
const places = ['IST', 'OSL', 'HEL', 'MAN', 'LYS', 'JNB']

const digits = (random: Random, count: number): string =>
  String(random.between(0, 10 ** count - 1)).padStart(count, '0')

/** Returns an invented air waybill number with a right check digit. */
function awb(random: Random): string {
  const serial = digits(random, 7)
  return `999-${serial}${Number(serial) % 7}`
}

/** Makes invented air waybills (XFWB) of 12 to 14 kB, written with one element a line as most systems do. */
export function makeWaybills(seed: number, count: number): Uint8Array[] {
  const random = createRandom(`cargo/waybills/${seed}`)
  return Array.from({ length: count }, () => Buffer.from(waybill(random)))
}

/** Makes the invented air waybill of a number, with so many goods items. */
export const makeWaybillOf = (seed: number, number: number, items: number): Uint8Array =>
  Buffer.from(waybill(createRandom(`cargo/waybill/${seed}/${number}`), items))

function waybill(random: Random, count = random.between(10, 13)): string {
  const number = awb(random)
  const items = Array.from({ length: count }, (_, i) => goodsLine(random, i + 1)).join('')
  const notes = ['SHP', 'CNE', 'AGT'].map((subject) => customsNote(random, subject)).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<ns2:Waybill xmlns="iata:datamodel:3" xmlns:ns2="iata:waybill:1">
  <ns2:MessageHeaderDocument>
    <ID>${number}_${digits(random, 12)}</ID>
    <Name>Air Waybill</Name>
    <TypeCode>740</TypeCode>
    <IssueDateTime>2026-02-19T14:51:00+01:00</IssueDateTime>
    <PurposeCode>Creation</PurposeCode>
    <VersionID>4.00</VersionID>
    <SenderParty>
      <PrimaryID schemeID="C">LUNEFWD</PrimaryID>
    </SenderParty>
    <RecipientParty>
      <PrimaryID schemeID="C">BORDERDESK</PrimaryID>
    </RecipientParty>
  </ns2:MessageHeaderDocument>
  <ns2:BusinessHeaderDocument>
    <ID>${number}</ID>
    <SenderAssignedID>${digits(random, 12)}</SenderAssignedID>
    <SignatoryCarrierAuthentication>
      <ActualDateTime>2026-02-19T00:00:00</ActualDateTime>
      <Signatory>SIGNATORY</Signatory>
    </SignatoryCarrierAuthentication>
  </ns2:BusinessHeaderDocument>
  <ns2:MasterConsignment>
    <ID>${digits(random, 10)}</ID>
    <NilCarriageValueIndicator>true</NilCarriageValueIndicator>
    <DeclaredValueForCustomsAmount currencyID="EUR">${random.between(100, 90_000)}</DeclaredValueForCustomsAmount>
    <IncludedTareGrossWeightMeasure unitCode="KGM">${random.between(20, 900)}.5</IncludedTareGrossWeightMeasure>
    <GrossVolumeMeasure unitCode="MTQ">1.25</GrossVolumeMeasure>
    <TotalPieceQuantity>${random.between(20, 90)}</TotalPieceQuantity>
    ${party(random, 'ConsignorParty')}
    ${party(random, 'ConsigneeParty')}
    ${party(random, 'FreightForwarderParty')}
    <OriginLocation>
      <ID>${random.pick(places)}</ID>
    </OriginLocation>
    <FinalDestinationLocation>
      <ID>${random.pick(places)}</ID>
    </FinalDestinationLocation>
    <SpecifiedLogisticsTransportMovement>
      <StageCode>Main-Carriage</StageCode>
      <ModeCode>4</ModeCode>
      <ID>ZZ${digits(random, 4)}</ID>
      <SequenceNumeric>1</SequenceNumeric>
      <UsedLogisticsTransportMeans>
        <Name>ZZ</Name>
      </UsedLogisticsTransportMeans>
      <ArrivalEvent>
        <OccurrenceArrivalLocation>
          <ID>${random.pick(places)}</ID>
        </OccurrenceArrivalLocation>
      </ArrivalEvent>
      <DepartureEvent>
        <ScheduledOccurrenceDateTime>2026-02-20T00:00:00</ScheduledOccurrenceDateTime>
        <OccurrenceDepartureLocation>
          <ID>${random.pick(places)}</ID>
        </OccurrenceDepartureLocation>
      </DepartureEvent>
    </SpecifiedLogisticsTransportMovement>
    <HandlingSPHInstructions>
      <DescriptionCode>GEN</DescriptionCode>
    </HandlingSPHInstructions>
    <HandlingOSIInstructions>
      <Description>PLEASE NOTIFY CONSIGNEE UPON ARRIVAL</Description>
    </HandlingOSIInstructions>${notes}
    <ApplicableRating>
      <TypeCode>F</TypeCode>${items}
    </ApplicableRating>
  </ns2:MasterConsignment>
</ns2:Waybill>
`
}

const party = (random: Random, name: string): string => `<${name}>
      <Name>${random.pick(companies)}</Name>
      <AccountID>${digits(random, 7)}</AccountID>
      <PostalStructuredAddress>
        <PostcodeCode>${digits(random, 5)}</PostcodeCode>
        <StreetName>${random.between(1, 99)} Mill Lane</StreetName>
        <CityName>Lune</CityName>
        <CountryID>GB</CountryID>
      </PostalStructuredAddress>
      <DefinedTradeContact>
        <DirectTelephoneCommunication>
          <CompleteNumber>${digits(random, 12)}</CompleteNumber>
        </DirectTelephoneCommunication>
      </DefinedTradeContact>
    </${name}>`

const customsNote = (random: Random, subject: string): string => `
    <IncludedCustomsNote>
      <ContentCode>T</ContentCode>
      <Content>GB${digits(random, 9)}</Content>
      <SubjectCode>${subject}</SubjectCode>
      <CountryID>GB</CountryID>
    </IncludedCustomsNote>`

const goodsLine = (random: Random, seq: number): string => `
      <IncludedMasterConsignmentItem>
        <SequenceNumeric>${seq}</SequenceNumeric>
        <TypeCode>190531</TypeCode>
        <GrossWeightMeasure unitCode="KGM">${random.between(5, 60)}.5</GrossWeightMeasure>
        <PieceQuantity>${random.between(1, 9)}</PieceQuantity>
        <NatureIdentificationTransportCargo>
          <Identification>${random.pick(goods)} ${digits(random, 4)}</Identification>
        </NatureIdentificationTransportCargo>
        <TransportLogisticsPackage>
          <ItemQuantity>${random.between(1, 9)}</ItemQuantity>
          <LinearSpatialDimension>
            <WidthMeasure unitCode="CMT">${random.between(20, 90)}</WidthMeasure>
            <LengthMeasure unitCode="CMT">${random.between(20, 90)}</LengthMeasure>
            <HeightMeasure unitCode="CMT">${random.between(20, 90)}</HeightMeasure>
          </LinearSpatialDimension>
        </TransportLogisticsPackage>
      </IncludedMasterConsignmentItem>`

/** Gives an invented flight manifest (XFFM) of about `bytes` in pieces, of which it keeps none. */
export function* makeManifest(seed: number, bytes: number): Generator<Uint8Array> {
  const random = createRandom(`cargo/manifest/${seed}`)
  let given = 0
  const piece = (text: string): Uint8Array => {
    const made = Buffer.from(text)
    given += made.length
    return made
  }
  yield piece(manifestStart)
  for (let uld = 10_000; given < bytes; uld++) yield piece(unit(random, uld))
  yield piece('  </m:ArrivalEvent>\n</m:FlightManifest>\n')
}

/** About 64 kB of a manifest: a ULD, or loose cargo every fourth time. */
function unit(random: Random, uld: number): string {
  const isLoose = uld % 4 === 0
  const head = isLoose
    ? '<TypeCode>BLK</TypeCode>'
    : `<TypeCode>ULD</TypeCode><UtilizedUnitLoadTransportEquipment><ID>${uld % 100_000}</ID><CharacteristicCode>AKE</CharacteristicCode><OperatingParty><PrimaryID>ZZ</PrimaryID></OperatingParty></UtilizedUnitLoadTransportEquipment>`
  const lines = Array.from({ length: 92 }, () => manifestLine(random)).join('')
  return `    <AssociatedTransportCargo>${head}${lines}\n    </AssociatedTransportCargo>\n`
}

const manifestLine = (random: Random): string => `
      <IncludedMasterConsignment>
        <GrossWeightMeasure unitCode="KGM">${random.between(5, 900)}.5</GrossWeightMeasure>
        <GrossVolumeMeasure unitCode="MTQ">0.${random.between(1, 9)}</GrossVolumeMeasure>
        <TotalPieceQuantity>${random.between(1, 40)}</TotalPieceQuantity>
        <SummaryDescription>${random.pick(goods)}</SummaryDescription><TransportSplitDescription>T</TransportSplitDescription>
        <TransportContractDocument><ID>${awb(random)}</ID></TransportContractDocument>
        <OriginLocation><ID>${random.pick(places)}</ID></OriginLocation><FinalDestinationLocation><ID>${random.pick(places)}</ID></FinalDestinationLocation>
        <HandlingSPHInstructions><DescriptionCode>GEN</DescriptionCode></HandlingSPHInstructions>
      </IncludedMasterConsignment>`

const manifestStart = `<?xml version="1.0" encoding="UTF-8"?>
<m:FlightManifest xmlns="iata:datamodel:3" xmlns:m="iata:flightmanifest:1">
  <m:MessageHeaderDocument><ID>ZZ417</ID><TypeCode>122</TypeCode><PurposeCode>Creation</PurposeCode><VersionID>2.00</VersionID></m:MessageHeaderDocument>
  <m:LogisticsTransportMovement><ModeCode>4</ModeCode><ID>ZZ417</ID></m:LogisticsTransportMovement>
  <m:ArrivalEvent><OccurrenceArrivalLocation><ID>OSL</ID></OccurrenceArrivalLocation>
`
