/** Invented Cargo-XML messages. No person, company, air waybill or flight in them exists. */

const header = (id: string, type: string, purpose = 'Creation', version = '4.00') => `
  <w:MessageHeaderDocument><ID>${id}</ID><Name>invented</Name><TypeCode>${type}</TypeCode>
    <IssueDateTime>2026-02-03T08:05:00+02:00</IssueDateTime><PurposeCode>${purpose}</PurposeCode><VersionID>${version}</VersionID>
    <SenderParty><PrimaryID schemeID="C">LUNEFWD</PrimaryID></SenderParty><SenderParty><PrimaryID schemeID="P">LUNE/01</PrimaryID></SenderParty>
    <RecipientParty><PrimaryID schemeID="C">BORDERDESK</PrimaryID></RecipientParty></w:MessageHeaderDocument>`

const location = (name: string, code: string) => `<${name}><ID>${code}</ID></${name}>`

/** An air waybill with two goods lines, on a ULD. `also` is put before the end of its consignment. */
export const inventedXfwb = (also = '', purpose = 'Creation'): string => `<?xml version="1.0" encoding="UTF-8"?>
<w:Waybill xmlns:w="iata:waybill:1" xmlns="iata:datamodel:3">${header('999-12345675_1', '740', purpose)}
  <w:BusinessHeaderDocument><ID>999-12345675</ID>
    <SignatoryCarrierAuthentication><ActualDateTime>2026-02-03T00:00:00</ActualDateTime></SignatoryCarrierAuthentication>
  </w:BusinessHeaderDocument>
  <w:MasterConsignment><ID>SHIPPER-REF-4</ID>
    <NilCarriageValueIndicator>true</NilCarriageValueIndicator><DeclaredValueForCarriageAmount currencyID="EUR">5</DeclaredValueForCarriageAmount>
    <DeclaredValueForCustomsAmount currencyID="EUR">8200.50</DeclaredValueForCustomsAmount>
    <IncludedTareGrossWeightMeasure unitCode="LBR">198.42</IncludedTareGrossWeightMeasure>
    <GrossVolumeMeasure unitCode="CFT">10</GrossVolumeMeasure><TotalPieceQuantity>6</TotalPieceQuantity>
    <ConsignorParty><Name>Acorn
        Foods   Ltd</Name><AccountID>A-77</AccountID>
      <PostalStructuredAddress><PostcodeCode>LA1 4XX</PostcodeCode><StreetName>4 Mill Lane</StreetName><CityName>Lune</CityName><CountryID>GB</CountryID></PostalStructuredAddress>
      <DefinedTradeContact><DirectTelephoneCommunication><CompleteNumber>440000000001</CompleteNumber></DirectTelephoneCommunication></DefinedTradeContact>
    </ConsignorParty>
    <ConsigneeParty><Name>Émile Traders SARL</Name><PostalStructuredAddress><CityName>Orée</CityName><CountryID>FR</CountryID><CountrySubDivisionName>Val</CountrySubDivisionName></PostalStructuredAddress></ConsigneeParty>
    <FreightForwarderParty><Name>Lune Forwarding</Name><CargoAgentID>1234567</CargoAgentID>
      <FreightForwarderAddress><CityName>Lune</CityName><CountryID>GB</CountryID></FreightForwarderAddress>
      <SpecifiedCargoAgentLocation><ID>0017</ID></SpecifiedCargoAgentLocation></FreightForwarderParty>
    <AssociatedParty><RoleCode>NI</RoleCode><Name>Val Notify</Name><PostalStructuredAddress><CountryID>FR</CountryID></PostalStructuredAddress></AssociatedParty>
    <AssociatedParty><RoleCode>ZZZ</RoleCode><Name>Someone Else</Name></AssociatedParty>
    ${location('OriginLocation', 'MAN')}${location('FinalDestinationLocation', 'LYS')}
    <SpecifiedLogisticsTransportMovement><ModeCode>4</ModeCode><ID>ZZ0310</ID><SequenceNumeric>1</SequenceNumeric>
      <UsedLogisticsTransportMeans><Name>ZZ</Name></UsedLogisticsTransportMeans>
      <ArrivalEvent><ScheduledOccurrenceDateTime>2026-02-04T01:30:15</ScheduledOccurrenceDateTime>${location('OccurrenceArrivalLocation', 'LYS')}</ArrivalEvent>
      <DepartureEvent><ScheduledOccurrenceDateTime>2026-02-03T22:10:00</ScheduledOccurrenceDateTime>${location('OccurrenceDepartureLocation', 'MAN')}</DepartureEvent>
    </SpecifiedLogisticsTransportMovement>
    <HandlingOSIInstructions><Description>KEEP DRY</Description></HandlingOSIInstructions>
    <HandlingSPHInstructions><DescriptionCode>GEN</DescriptionCode></HandlingSPHInstructions>
    <IncludedAccountingNote><Content>FREIGHT PREPAID</Content></IncludedAccountingNote>
    <AssociatedConsignmentCustomsProcedure><GoodsStatusCode>C</GoodsStatusCode></AssociatedConsignmentCustomsProcedure>
    <IncludedCustomsNote><ContentCode>T</ContentCode><Content>FR00123456789</Content><SubjectCode>CNE</SubjectCode><CountryID>FR</CountryID></IncludedCustomsNote>
    <IncludedCustomsNote><ContentCode>AH</ContentCode><Content>US pre-loading</Content><SubjectCode>CUS</SubjectCode></IncludedCustomsNote>
    <IncludedCustomsNote><ContentCode>AH</ContentCode><Content>US pre-loading</Content><SubjectCode>CUS</SubjectCode></IncludedCustomsNote>
    <ApplicableRating><TypeCode>F</TypeCode>
      <IncludedMasterConsignmentItem><SequenceNumeric>1</SequenceNumeric><TypeCode>190531</TypeCode>
        <GrossWeightMeasure unitCode="KGM">60</GrossWeightMeasure><PieceQuantity>4</PieceQuantity><PackageQuantity>40</PackageQuantity>
        <NatureIdentificationTransportCargo><Identification>SWEET BISCUITS</Identification></NatureIdentificationTransportCargo>
        <OriginCountry><ID>GB</ID></OriginCountry>
        <AssociatedUnitLoadTransportEquipment><ID>20417</ID><CharacteristicCode>AKE</CharacteristicCode><OperatingParty><PrimaryID>ZZ</PrimaryID></OperatingParty></AssociatedUnitLoadTransportEquipment>
        <TransportLogisticsPackage><ItemQuantity>4</ItemQuantity><LinearSpatialDimension><WidthMeasure unitCode="CMT">30</WidthMeasure><LengthMeasure unitCode="INH">20</LengthMeasure><HeightMeasure unitCode="MMT">410</HeightMeasure></LinearSpatialDimension></TransportLogisticsPackage>
        <ApplicableFreightRateServiceCharge><ChargeableWeightMeasure unitCode="KGM">61.5</ChargeableWeightMeasure></ApplicableFreightRateServiceCharge>
      </IncludedMasterConsignmentItem>
      <IncludedMasterConsignmentItem><SequenceNumeric>2</SequenceNumeric><GrossWeightMeasure unitCode="KGM">30</GrossWeightMeasure><PieceQuantity>2</PieceQuantity><PackageQuantity>8</PackageQuantity>
        <NatureIdentificationTransportCargo><Identification>TINNED PEARS</Identification></NatureIdentificationTransportCargo>
        <ApplicableFreightRateServiceCharge><ChargeableWeightMeasure unitCode="KGM">30</ChargeableWeightMeasure></ApplicableFreightRateServiceCharge>
      </IncludedMasterConsignmentItem></ApplicableRating>
    <ApplicableRating><TypeCode>A</TypeCode><IncludedMasterConsignmentItem><SequenceNumeric>1</SequenceNumeric><PieceQuantity>6</PieceQuantity></IncludedMasterConsignmentItem></ApplicableRating>
    <ApplicableTotalRating><TypeCode>F</TypeCode><ApplicablePrepaidCollectMonetarySummation><WeightChargeTotalAmount currencyID="GBP">120.75</WeightChargeTotalAmount></ApplicablePrepaidCollectMonetarySummation></ApplicableTotalRating>${also}
  </w:MasterConsignment>
</w:Waybill>
`

export const inventedHouse = (id: string, pieces = 2): string => `<IncludedHouseConsignment><ID>${id}</ID>
      <IncludedTareGrossWeightMeasure unitCode="KGM">24.5</IncludedTareGrossWeightMeasure><PackageQuantity>5</PackageQuantity><TotalPieceQuantity>${pieces}</TotalPieceQuantity>
      <SummaryDescription>WOODEN CHESS SETS</SummaryDescription>
      <ConsignorParty><Name>Board Games Oy</Name><PostalStructuredAddress><CountryID>FI</CountryID></PostalStructuredAddress></ConsignorParty>
      ${location('OriginLocation', 'HEL')}${location('FinalDestinationLocation', 'OSL')}
      <IncludedHouseConsignmentItem><SequenceNumeric>1</SequenceNumeric><TypeCode>950490</TypeCode><GrossWeightMeasure unitCode="KGM">24.5</GrossWeightMeasure><PieceQuantity>${pieces}</PieceQuantity></IncludedHouseConsignmentItem>
    </IncludedHouseConsignment>`

/** House waybills below one master. */
export const inventedXfzb = (
  houses = [inventedHouse('HB-1'), inventedHouse('HB-2', 3)],
): string => `<?xml version="1.0"?>
<z:HouseWaybill xmlns:z="iata:housewaybill:1" xmlns="iata:datamodel:3">${header('HB-1_1', '703').replaceAll('w:', 'z:')}
  <z:BusinessHeaderDocument><ID>HB-1</ID></z:BusinessHeaderDocument>
  <z:MasterConsignment>
    <IncludedTareGrossWeightMeasure unitCode="KGM">49</IncludedTareGrossWeightMeasure><TotalPieceQuantity>5</TotalPieceQuantity>
    <TransportContractDocument><ID>99912345675</ID></TransportContractDocument>${location('OriginLocation', 'HEL')}${location('FinalDestinationLocation', 'OSL')}
    ${houses.join('\n    ')}
  </z:MasterConsignment>
</z:HouseWaybill>`

/** One line of a flight manifest. */
export const inventedLine = (
  awb: string,
  pieces: number,
  split = 'T',
  also = '',
): string => `<IncludedMasterConsignment>
        <GrossWeightMeasure unitCode="KGM">${pieces * 10}.25</GrossWeightMeasure><GrossVolumeMeasure unitCode="MTQ">0.4</GrossVolumeMeasure><TotalPieceQuantity>${pieces}</TotalPieceQuantity>
        <SummaryDescription>GARDEN CHAIRS</SummaryDescription><TransportSplitDescription>${split}</TransportSplitDescription>
        <TransportContractDocument><ID>${awb}</ID></TransportContractDocument>${location('OriginLocation', 'IST')}${location('FinalDestinationLocation', 'OSL')}
        <HandlingSPHInstructions><DescriptionCode>GEN</DescriptionCode></HandlingSPHInstructions>${also}</IncludedMasterConsignment>`

/** Cargo of a flight: a ULD, or bulk without `uld`. */
export const inventedCargo = (uld: string | null, lines: readonly string[]): string => `<AssociatedTransportCargo>
      <TypeCode>${uld === null ? 'BLK' : 'ULD'}</TypeCode>${uld === null ? '' : `<UtilizedUnitLoadTransportEquipment><ID>${uld}</ID><CharacteristicCode>PMC</CharacteristicCode><OperatingParty><PrimaryID>ZZ</PrimaryID></OperatingParty></UtilizedUnitLoadTransportEquipment>`}
      ${lines.join('\n      ')}</AssociatedTransportCargo>`

/** A flight manifest: an air waybill on two ULDs, one in bulk, and an empty ULD. */
export const inventedXffm = (
  cargo = [
    inventedCargo('51103', [inventedLine('999-12345675', 4, 'D'), inventedLine('999-00000011', 3)]),
    inventedCargo('51104', [inventedLine('999-12345675', 5, 'D')]),
    inventedCargo(null, [inventedLine('999-76543213', 7)]),
    inventedCargo('51105', []),
  ],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<m:FlightManifest xmlns:m="iata:flightmanifest:1" xmlns="iata:datamodel:3">${header('ZZ88_20260301', '122', 'Creation', '2.00').replaceAll('w:', 'm:')}
  <m:LogisticsTransportMovement><ModeCode>4</ModeCode><ID>ZZ88</ID>
    <UsedLogisticsTransportMeans><Name>ZZ</Name><RegistrationCountry><ID>ZZABC</ID></RegistrationCountry></UsedLogisticsTransportMeans>
    <DepartureEvent><DepartureOccurrenceDateTime>2026-03-01T18:20:00</DepartureOccurrenceDateTime>${location('OccurrenceDepartureLocation', 'IST')}</DepartureEvent>
  </m:LogisticsTransportMovement>
  <m:ArrivalEvent><ArrivalOccurrenceDateTime>2026-03-01T22:45:00</ArrivalOccurrenceDateTime>${location('OccurrenceArrivalLocation', 'OSL')}
    ${cargo.join('\n    ')}
  </m:ArrivalEvent>
</m:FlightManifest>`
