import type { CargoConsignment, CargoReading } from '@entente/contracts'
import { readCargo } from './read-cargo.ts'

/** Invented messages: every company, person, place of business and number is made up. */

/** An entry summary declaration (IE315) by sea: two items, one of them "to order", one in bulk. */
export const ENS = `<?xml version="1.0" encoding="UTF-8"?>
<e:CC315A xmlns:e="http://ics.dgtaxud.ec/CC315A">
  <MesSenMES3>GB900100200/0000000007</MesSenMES3>
  <MesRecMES6>NICA.ZZ</MesRecMES6>
  <DatOfPreMES9>260214</DatOfPreMES9>
  <TimOfPreMES10>0715</TimOfPreMES10>
  <MesIdeMES19>M-77-014</MesIdeMES19>
  <MesTypMES20>CC315A</MesTypMES20>
  <HEAHEA>
    <RefNumHEA4>LRN260214A</RefNumHEA4>
    <TraModAtBorHEA76>1</TraModAtBorHEA76>
    <IdeOfMeaOfTraCroHEA85>9074729</IdeOfMeaOfTraCroHEA85>
    <TotNumOfIteHEA305>2</TotNumOfIteHEA305>
    <TotNumOfPacHEA306>3</TotNumOfPacHEA306>
    <TotGroMasHEA307>30250.5</TotGroMasHEA307>
    <DecPlaHEA394>PORTMERE</DecPlaHEA394>
    <ConRefNumHEA>V0214E</ConRefNumHEA>
    <PlaLoaGOOITE334>CNNGB</PlaLoaGOOITE334>
    <PlaUnlGOOITE334>GBFXT</PlaUnlGOOITE334>
    <DecDatTimHEA114>202602140710</DecDatTimHEA114>
  </HEAHEA>
  <TRACONCO1>
    <NamCO17>MEADOW   LANE
      TOOLS CO</NamCO17>
    <StrAndNumCO122>18 Canal Street</StrAndNumCO122>
    <PosCodCO123>315000</PosCodCO123>
    <CitCO124>Ningbo</CitCO124>
    <CouCO125>CN</CouCO125>
  </TRACONCO1>
  <GOOITEGDS>
    <IteNumGDS7>1</IteNumGDS7>
    <GooDesGDS23>Steel garden spades</GooDesGDS23>
    <GroMasGDS46>250.5</GroMasGDS46>
    <PRODOCDC2>
      <DocTypDC21>N705</DocTypDC21>
      <DocRefDC23>EXLNGB00417</DocRefDC23>
    </PRODOCDC2>
    <COMCODGODITM>
      <ComNomCMD1>82011000</ComNomCMD1>
    </COMCODGODITM>
    <TRACONCE2>
      <NamCE27>BRAMBLE GARDEN SUPPLIES</NamCE27>
      <StrAndNumCE222>4 Quay Row</StrAndNumCE222>
      <PosCodCE223>ZZ1 2AB</PosCodCE223>
      <CitCE224>Portmere</CitCE224>
      <CouCE225>GB</CouCE225>
      <TINCE259>FR55500011</TINCE259>
    </TRACONCE2>
    <CONNR2><ConNumNR21>CSQU3054383</ConNumNR21></CONNR2>
    <CONNR2><ConNumNR21>TSTU 741852-0</ConNumNR21></CONNR2>
    <PACGS2>
      <KinOfPacGS23>CT</KinOfPacGS23>
      <NumOfPacGS24>2</NumOfPacGS24>
      <MarNumOfPacGSL21>BGS 1-2</MarNumOfPacGSL21>
    </PACGS2>
  </GOOITEGDS>
  <GOOITEGDS>
    <IteNumGDS7>2</IteNumGDS7>
    <GooDesGDS23>Caustic soda solution</GooDesGDS23>
    <GroMasGDS46>30000</GroMasGDS46>
    <UNDanGooCodGDI1>1824</UNDanGooCodGDI1>
    <PRODOCDC2>
      <DocTypDC21>N705</DocTypDC21>
      <DocRefDC23>EXLNGB00418</DocRefDC23>
    </PRODOCDC2>
    <SPEMENMT2><AddInfCodMT23>10600</AddInfCodMT23></SPEMENMT2>
    <CONNR2><ConNumNR21>TSTU7418520</ConNumNR21></CONNR2>
    <PACGS2><KinOfPacGS23>VL</KinOfPacGS23></PACGS2>
    <PRTNOT640>
      <NamPRTNOT642>HARBOUR CHEMICALS LTD</NamPRTNOT642>
      <CtyPRTNOT643>Portmere</CtyPRTNOT643>
      <PstCodPRTNOT644>ZZ1 9XY</PstCodPRTNOT644>
      <StrNumPRTNOT646>Dock 7</StrNumPRTNOT646>
      <CouCodGINOT647>GB</CouCodGINOT647>
    </PRTNOT640>
  </GOOITEGDS>
  <ITI><CouOfRouCodITI1>CN</CouOfRouCodITI1></ITI>
  <ITI><CouOfRouCodITI1>SG</CouOfRouCodITI1></ITI>
  <ITI><CouOfRouCodITI1>CN</CouOfRouCodITI1></ITI>
  <ITI><CouOfRouCodITI1>GB</CouOfRouCodITI1></ITI>
  <CUSOFFLON><RefNumCOL1>GB000060</RefNumCOL1></CUSOFFLON>
  <TRAREP><TINTRE1>GB700700700</TINTRE1></TRAREP>
  <PERLODSUMDEC><TINPLD1>GB900100200</TINPLD1></PERLODSUMDEC>
  <SEAID529><SeaIdSEAID530>EX44871</SeaIdSEAID530></SEAID529>
  <SEAID529><SeaIdSEAID530>N/A</SeaIdSEAID530></SEAID529>
  <CUSOFFFENT730>
    <RefNumCUSOFFFENT731>GB000051</RefNumCUSOFFFENT731>
    <ExpDatOfArrFIRENT733>202603011430</ExpDatOfArrFIRENT733>
  </CUSOFFFENT730>
  <TRACARENT601><TINTRACARENT602>GB800800800</TINTRACARENT602></TRACARENT601>
</e:CC315A>
`

/** The amendment of `ENS` (IE313): it names the movement reference number of the declaration. */
export const ENS_AMENDMENT: string = ENS.replaceAll('CC315A', 'CC313A')
  .replace('M-77-014', 'M-77-015')
  .replace('<RefNumHEA4>LRN260214A</RefNumHEA4>', '<DocNumHEA5>26GB0000000000042</DocNumHEA5>')

/** A WCO Data Model 3.6 declaration for import by sea with two goods items. */
export const DEC = `<?xml version="1.0" encoding="UTF-8"?>
<m:MetaData xmlns:m="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">
  <m:WCODataModelVersionCode>3.6</m:WCODataModelVersionCode>
  <m:WCOTypeName>DEC</m:WCOTypeName>
  <Declaration>
    <FunctionCode>9</FunctionCode>
    <FunctionalReferenceID>IM-2026-0331</FunctionalReferenceID>
    <TypeCode>IMD</TypeCode>
    <GoodsItemQuantity>2</GoodsItemQuantity>
    <InvoiceAmount currencyID="EUR">18500.50</InvoiceAmount>
    <TotalGrossMassMeasure unitCode="KGM">1540</TotalGrossMassMeasure>
    <TotalPackageQuantity>42</TotalPackageQuantity>
    <Agent>
      <Name>NORTHSHORE CLEARANCE</Name>
      <FunctionCode>2</FunctionCode>
      <Address><CityName>Portmere</CityName><CountryCode>GB</CountryCode><Line>1 Custom House</Line><PostcodeID>ZZ1 1AA</PostcodeID></Address>
    </Agent>
    <BorderTransportMeans>
      <ID>9074729</ID>
      <IdentificationTypeCode>10</IdentificationTypeCode>
      <RegistrationNationalityCode>PA</RegistrationNationalityCode>
      <ModeCode>1</ModeCode>
    </BorderTransportMeans>
    <Consignment>
      <Carrier><ID>GB800800800</ID></Carrier>
      <Itinerary><SequenceNumeric>1</SequenceNumeric><RoutingCountryCode>BR</RoutingCountryCode></Itinerary>
      <Itinerary><SequenceNumeric>2</SequenceNumeric><RoutingCountryCode>GB</RoutingCountryCode></Itinerary>
    </Consignment>
    <Declarant><ID>GB900100200</ID></Declarant>
    <ExitOffice><ID>GB000051</ID></ExitOffice>
    <Exporter>
      <Name>SERRA VERDE EXPORTADORA</Name>
      <Address><CityName>Santos</CityName><CountryCode>BR</CountryCode><Line>Rua do Porto 9</Line></Address>
    </Exporter>
    <GoodsShipment>
      <Buyer><Name>BRAMBLE GARDEN SUPPLIES</Name></Buyer>
      <Consignee><ID>GB123412341</ID></Consignee>
      <Consignment>
        <ContainerCode>1</ContainerCode>
        <DepartureTransportMeans><ID>TRK 44</ID><IdentificationTypeCode>30</IdentificationTypeCode></DepartureTransportMeans>
        <LoadingLocation><ID>BRSSZ</ID></LoadingLocation>
        <TransportEquipment>
          <SequenceNumeric>1</SequenceNumeric>
          <ID>CSQU3054383</ID>
          <Seal><SequenceNumeric>1</SequenceNumeric><ID>SV-0091</ID></Seal>
          <Seal><SequenceNumeric>2</SequenceNumeric><ID>NONE</ID></Seal>
        </TransportEquipment>
      </Consignment>
      <Destination><CountryCode>GB</CountryCode></Destination>
      <ExportCountry><ID>BR</ID></ExportCountry>
      <GovernmentAgencyGoodsItem>
        <SequenceNumeric>1</SequenceNumeric>
        <StatisticalValueAmount currencyID="GBP">9000</StatisticalValueAmount>
        <Commodity>
          <Description>Garden hoses of rubber</Description>
          <Classification><ID>40091100</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
          <Classification><ID>00</ID><IdentificationTypeCode>TRC</IdentificationTypeCode></Classification>
          <Classification><ID>X123</ID><IdentificationTypeCode>GN</IdentificationTypeCode></Classification>
          <GoodsMeasure><GrossMassMeasure>1040</GrossMassMeasure><NetNetWeightMeasure>990.25</NetNetWeightMeasure></GoodsMeasure>
        </Commodity>
        <Origin><CountryCode>BR</CountryCode></Origin>
        <Packaging><SequenceNumeric>1</SequenceNumeric><MarksNumbersID>BGS A</MarksNumbersID><QuantityQuantity>40</QuantityQuantity><TypeCode>CT</TypeCode></Packaging>
        <PreviousDocument><CategoryCode>Z</CategoryCode><ID>EXLSSZ7711</ID><TypeCode>705</TypeCode></PreviousDocument>
      </GovernmentAgencyGoodsItem>
      <GovernmentAgencyGoodsItem>
        <SequenceNumeric>2</SequenceNumeric>
        <Commodity>
          <Description>Aerosol paint</Description>
          <Classification><ID>320890</ID><IdentificationTypeCode>HS</IdentificationTypeCode></Classification>
          <DangerousGoods><UNDGID>1950</UNDGID></DangerousGoods>
          <GoodsMeasure><GrossMassMeasure unitCode="TNE">0.5</GrossMassMeasure></GoodsMeasure>
        </Commodity>
        <Origin><CountryCode>BR</CountryCode></Origin>
        <Packaging><QuantityQuantity>2</QuantityQuantity><TypeCode>PX</TypeCode></Packaging>
      </GovernmentAgencyGoodsItem>
      <PreviousDocument><ID>6GB900100200-0331</ID><TypeCode>DCR</TypeCode></PreviousDocument>
      <TransportContractDocument><ID>EXLSSZ7711</ID><TypeCode>705</TypeCode></TransportContractDocument>
    </GoodsShipment>
  </Declaration>
</m:MetaData>
`

/** One bill of an Awmds manifest. */
export interface InventedBill {
  reference: string
  nature?: string
  master?: string
  notify?: string
  containers?: string
  goods?: string
  hs?: string
}

export function bill({
  reference,
  nature = '23',
  master,
  notify = 'SAME AS CNEE',
  containers,
  goods,
  hs,
}: InventedBill): string {
  return `<Bol_segment>
    <Bol_id><Bol_reference>${reference}</Bol_reference><Line_number>1</Line_number><Bol_nature>${nature}</Bol_nature><Bol_type_code>BL</Bol_type_code>${
      master === undefined ? '' : `<Master_bol_ref_number>${master}</Master_bol_ref_number>`
    }</Bol_id>
    <Load_unload_place><Port_of_origin_code>VNHPH</Port_of_origin_code><Place_of_loading_code>SGSIN</Place_of_loading_code><Place_of_unloading_code>FJSUV</Place_of_unloading_code></Load_unload_place>
    <Traders_segment>
      <Exporter><Exporter_code>VN-118</Exporter_code><Exporter_name>RED RIVER TRADING</Exporter_name><Exporter_address>Lane 9
        Hai Phong</Exporter_address></Exporter>
      <Notify><Notify_name>${notify}</Notify_name></Notify>
      <Consignee><Consignee_code>FJ7700</Consignee_code><Consignee_name>CORAL HOME STORES</Consignee_name><Consignee_address>2 Reef Road, Suva</Consignee_address></Consignee>
    </Traders_segment>
    ${containers ?? container('CSQU3054383')}
    ${goods ?? goodsOf('BAMBOO BLINDS')}
    ${hs ?? '<HS_Compliance><HS_code>460122</HS_code></HS_Compliance>'}
  </Bol_segment>`
}

export const container = (id: string, rest = '<Marks1>RR-771</Marks1><Marks2>NONE</Marks2>', packages = 20): string =>
  `<ctn_segment><Ctn_reference>${id}</Ctn_reference><Number_of_packages>${packages}</Number_of_packages><Type_of_container>22G1</Type_of_container><Empty_Full>1/1</Empty_Full>${rest}<Sealing_Party>SH</Sealing_Party><Empty_weight>2200</Empty_weight><Goods_Weight>500</Goods_Weight></ctn_segment>`

export const goodsOf = (description: string, packages = 20, mass = 500): string =>
  `<Goods_segment><Number_of_packages>${packages}</Number_of_packages><Package_type_code>CT</Package_type_code><Gross_mass>${mass}</Gross_mass><Shipping_marks>CHS</Shipping_marks><Goods_description>${description}</Goods_description><Volume_in_cubic_meters>3.5</Volume_in_cubic_meters><Num_of_ctn_for_this_bol>1</Num_of_ctn_for_this_bol></Goods_segment>`

/** An ASYCUDA World manifest (Awmds) by sea with these bills. */
export function awmds(bills: readonly InventedBill[], packages = bills.length * 20, containers = 1): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Awmds>
  <General_segment>
    <General_segment_id><Customs_office_code>SUV1</Customs_office_code><Voyage_number>V77N</Voyage_number><Date_of_departure>2026-04-02</Date_of_departure><Date_of_arrival>2026-04-19</Date_of_arrival><Time_of_arrival>06:30</Time_of_arrival></General_segment_id>
    <Totals_segment><Total_number_of_bols>${bills.length}</Total_number_of_bols><Total_number_of_packages>${packages}</Total_number_of_packages><Total_number_of_containers>${containers}</Total_number_of_containers><Total_gross_mass>${bills.length * 500}</Total_gross_mass></Totals_segment>
    <Transport_information><Carrier><Carrier_code>exlc</Carrier_code><Carrier_name>Example Liner &amp; Sons</Carrier_name></Carrier><Mode_of_transport_code>1</Mode_of_transport_code><Identity_of_transporter>MV EXAMPLE TIDE</Identity_of_transporter><Nationality_of_transporter_code>PA</Nationality_of_transporter_code></Transport_information>
    <Load_unload_place><Place_of_departure_code>SGSIN</Place_of_departure_code><Place_of_destination_code>FJSUV</Place_of_destination_code></Load_unload_place>
  </General_segment>
  ${bills.map(bill).join('\n  ')}
</Awmds>
`
}

export const readText = (text: string): CargoReading => readCargo(new TextEncoder().encode(text))

/** The first consignment of the first message. */
export const firstConsignment = (reading: CargoReading): CargoConsignment =>
  reading.messages[0]?.consignments[0] as CargoConsignment
