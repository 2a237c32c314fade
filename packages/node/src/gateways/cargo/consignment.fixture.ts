import type { CargoConsignment, CargoHeader } from '@entente/contracts'

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
