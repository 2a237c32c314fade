import type {
  CargoConsignment,
  CargoConveyance,
  CargoDeclared,
  CargoHeader,
  CargoItem,
  CargoPackaging,
  CargoParty,
} from '@entente/contracts'
import type { FieldRow } from '../xml/fill-fields.ts'

// The field map of IE315 and IE313. The elements have the names of the ICS message specification.

export const headerFields: readonly FieldRow<CargoHeader>[] = [
  ['text', 'reference', 'MesIdeMES19'],
  ['text', 'sender', 'MesSenMES3'],
  ['text', 'recipient', 'MesRecMES6'],
  ['text', 'lrn', 'HEAHEA', 'RefNumHEA4'],
  ['text', 'mrn', 'HEAHEA', 'DocNumHEA5'],
]

export const declaredFields: readonly FieldRow<CargoDeclared>[] = [
  ['count', 'items', 'HEAHEA', 'TotNumOfIteHEA305'],
  ['count', 'packages', 'HEAHEA', 'TotNumOfPacHEA306'],
  ['kilograms', 'grossKg', 'HEAHEA', 'TotGroMasHEA307'],
]

export const conveyanceFields: readonly FieldRow<CargoConveyance>[] = [
  ['text', 'reference', 'HEAHEA', 'ConRefNumHEA'],
  ['text', 'id', 'HEAHEA', 'IdeOfMeaOfTraCroHEA85'],
  ['text', 'nationality', 'HEAHEA', 'NatOfMeaOfTraCroHEA87'],
  ['text', 'carrier', 'TRACARENT601', 'TINTRACARENT602'],
  ['text', 'entryOffice', 'CUSOFFFENT730', 'RefNumCUSOFFFENT731'],
]

export const consignmentFields: readonly FieldRow<CargoConsignment>[] = [
  ['text', 'portOfLoading', 'HEAHEA', 'PlaLoaGOOITE334'],
  ['text', 'portOfDischarge', 'HEAHEA', 'PlaUnlGOOITE334'],
  ['list', 'routeCountries', 'ITI', 'CouOfRouCodITI1'],
]

export const itemFields: readonly FieldRow<CargoItem>[] = [
  ['count', 'seq', 'IteNumGDS7'],
  ['text', 'description', 'GooDesGDS23'],
  ['kilograms', 'grossKg', 'GroMasGDS46'],
  ['text', 'hs', 'COMCODGODITM', 'ComNomCMD1'],
  ['list', 'unNumbers', 'UNDanGooCodGDI1'],
]

export const packagingFields: readonly FieldRow<CargoPackaging>[] = [
  ['text', 'kind', 'KinOfPacGS23'],
  ['count', 'number', 'NumOfPacGS24'],
  ['count', 'pieces', 'NumOfPieGS25'],
  ['text', 'marks', 'MarNumOfPacGSL21'],
]

/** A trader: its role, its element, and the elements below it. */
export interface TraderRow {
  role: CargoParty['role']
  element: string
  fields: readonly FieldRow<CargoParty>[]
}

function trader(
  role: CargoParty['role'],
  element: string,
  id: string,
  name: string,
  street: string,
  postcode: string,
  city: string,
  country: string,
): TraderRow {
  return {
    role,
    element,
    fields: [
      ['text', 'id', id],
      ['text', 'name', name],
      ['text', 'street', street],
      ['text', 'postcode', postcode],
      ['text', 'city', city],
      ['text', 'country', country],
    ],
  }
}

// biome-ignore format: one trader a line
export const headerTraders: readonly TraderRow[] = [
  trader('consignor', 'TRACONCO1', 'TINCO159', 'NamCO17', 'StrAndNumCO122', 'PosCodCO123', 'CitCO124', 'CouCO125'),
  trader('consignee', 'TRACONCE1', 'TINCE159', 'NamCE17', 'StrAndNumCE122', 'PosCodCE123', 'CitCE124', 'CouCE125'),
  trader('notify', 'NOTPAR670', 'TINNOTPAR671', 'NamNOTPAR672', 'StrNumNOTPAR673', 'PosCodNOTPAR676', 'CitNOTPAR674', 'CouCodNOTPAR675'),
  trader('representative', 'TRAREP', 'TINTRE1', 'NamTRE1', 'StrAndNumTRE1', 'PosCodTRE1', 'CitTRE1', 'CouCodTRE1'),
  trader('declarant', 'PERLODSUMDEC', 'TINPLD1', 'NamPLD1', 'StrAndNumPLD1', 'PosCodPLD1', 'CitPLD1', 'CouCodPLD1'),
  trader('carrier', 'TRACARENT601', 'TINTRACARENT602', 'NamTRACARENT604', 'StrNumTRACARENT607', 'PstCodTRACARENT606', 'CtyTRACARENT603', 'CouCodTRACARENT605'),
]

// biome-ignore format: one trader a line
export const itemTraders: readonly TraderRow[] = [
  trader('consignor', 'TRACONCO2', 'TINCO259', 'NamCO27', 'StrAndNumCO222', 'PosCodCO223', 'CitCO224', 'CouCO225'),
  trader('consignee', 'TRACONCE2', 'TINCE259', 'NamCE27', 'StrAndNumCE222', 'PosCodCE223', 'CitCE224', 'CouCE225'),
  trader('notify', 'PRTNOT640', 'TINPRTNOT641', 'NamPRTNOT642', 'StrNumPRTNOT646', 'PstCodPRTNOT644', 'CtyPRTNOT643', 'CouCodGINOT647'),
]
