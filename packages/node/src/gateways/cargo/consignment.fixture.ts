import type { CargoConsignment, CargoHeader, CargoParty } from '@entente/contracts'
import type { FiledContent } from './classes/content-classes.ts'

/** Returns a consignment with every key, empty but for the given values. */
export const consignmentOf = (given: Partial<CargoConsignment> = {}): CargoConsignment => ({
  ...{ key: 'air/999-00000011', id: '999-00000011', level: 'master', masterId: null, purpose: 'unknown', mode: 'air' },
  ...{ consolidation: false, awbCheckDigitValid: null, nature: null, natureCode: null, origin: null },
  ...{ destination: null, portOfLoading: null, portOfDischarge: null, originalPortOfLoading: null },
  ...{ exportCountry: null, destinationCountry: null, pieces: null, totalPieces: null, packages: null },
  ...{ grossKg: null, volumeM3: null, chargeableKg: null, dimensionPieces: null, value: null, carriageValue: null },
  ...{ weightCharge: null, description: null, goodsStatusCode: null, issuedAt: null, parties: [], items: [] },
  ...{ route: [], routeCountries: [], equipmentIds: [], seals: [], specialHandling: [], handlingText: [] },
  ...{ customsNotes: [], documents: [], hsCodes: [], unNumbers: [], onward: null },
  ...given,
})

export const headerOf = (given: Partial<CargoHeader> = {}): CargoHeader => ({
  ...{ reference: null, documentNumber: null, lrn: null, mrn: null, typeCode: null, functionCode: null },
  ...{ sender: null, recipient: null, preparedAt: null, function: 'unknown', page: null, continued: null },
  ...given,
})

export const partyOf = (role: CargoParty['role'], name: string): CargoParty => ({
  ...{ role, roleAsSent: null, id: null, name, street: null, city: null, subdivision: null, postcode: null },
  ...{ country: null, accountId: null, iataAgentCode: null, cassCode: null, taxIds: [], contacts: [] },
  ...{ toOrder: false, sameAs: null },
})

/** Returns what an original message states about a consignment. */
export const filedOf = (change: Partial<CargoConsignment>, header: Partial<CargoHeader>): FiledContent => ({
  ...{ message: 0, header: headerOf({ function: 'original', ...header }), conveyance: null },
  ...{ consignment: consignmentOf(change), loads: [], findings: [] },
})
