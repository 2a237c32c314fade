import type { CargoConsignment } from '@entente/contracts'
import { shortened } from './stored-key.ts'

/**
 * A container of a stowage plan that no declaration names is a consignment of its own: of the level `declaration`, stated by the plan,
 * with a key that begins with this word. Its filings have places from `stowedFrom` on.
 */
const prefix = 'stowed/'

/** Returns the key of a container of a voyage, `stowed/9074729/12W/CSQU3054383`. */
export const stowedKey = (voyageLabel: string, container: string): string =>
  shortened(`${prefix}${voyageLabel}/${container.replaceAll('/', '%2F')}`)

/** Tests whether a consignment is a container of a stowage plan. */
export const isStowed = ({ key }: { key: string }): boolean => key.startsWith(prefix)

/** Returns a container of a stowage plan as a consignment: nothing is known of its goods. */
export const stowedConsignment = (
  given: Pick<CargoConsignment, 'key' | 'portOfLoading' | 'portOfDischarge'> & { container: string; kg: number | null },
): CargoConsignment => ({
  ...{ key: given.key, id: given.container, level: 'declaration', masterId: null, purpose: 'original', mode: 'sea' },
  ...{ consolidation: false, awbCheckDigitValid: null, nature: null, natureCode: null, origin: null },
  ...{ destination: null, portOfLoading: given.portOfLoading, portOfDischarge: given.portOfDischarge },
  ...{ originalPortOfLoading: null, exportCountry: null, destinationCountry: null, pieces: null, totalPieces: null },
  ...{ packages: null, grossKg: given.kg, volumeM3: null, chargeableKg: null, dimensionPieces: null, value: null },
  ...{ carriageValue: null, weightCharge: null, description: null, goodsStatusCode: null, issuedAt: null },
  ...{ parties: [], items: [], route: [], routeCountries: [], equipmentIds: [given.container], seals: [] },
  ...{ specialHandling: [], handlingText: [], customsNotes: [], documents: [], hsCodes: [], unNumbers: [] },
  onward: null,
})
