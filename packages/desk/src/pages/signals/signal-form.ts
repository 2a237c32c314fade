import type {
  AccountValue,
  ConsignmentValue,
  MediaHashValue,
  OrganisationValue,
  PersonValue,
  Purpose,
  Signal,
  SignalDraft,
  SignalKind,
  TravelDocumentValue,
  UrlValue,
  WalletValue,
} from '@entente/contracts'

/** The input of a signal: texts as typed, '' if nothing is chosen yet. Dates are days in UTC, `YYYY-MM-DD`. */
export interface SignalForm {
  kind: SignalKind
  names: NameRow[]
  birthDates: string
  sex: '' | 'F' | 'M' | 'X'
  nationalities: string
  birthPlaces: string
  identifiers: IdentifierRow[]
  organisationType: '' | OrganisationValue['type']
  countries: string
  addresses: string
  documentType: '' | TravelDocumentValue['documentType']
  documentNumber: string
  issuingState: string
  expiryDate: string
  algorithm: '' | MediaHashValue['algorithm']
  hash: string
  hashQuality: string
  hashThreshold: string
  mediaType: string
  url: string
  urlScope: '' | UrlScope
  service: string
  userId: string
  handle: string
  chain: string
  walletAddress: string
  hsPrefixes: string
  consignee: string
  consignor: string
  containerNumber: string
  transportDocument: string
  routeFrom: string
  routeTo: string
  grossMassMinKg: string
  grossMassMaxKg: string
  /** Ids of agreements. With none the signal is not shared. */
  agreements: string[]
  purposes: Purpose[]
  basisReference: string
  basisValidUntil: string
  tlp: '' | Signal['tlp']
  pap: '' | Signal['pap']
  recipients: string
  confidence: string
  sourceType: Signal['source']['type']
  sourceReference: string
  reliability: '' | NonNullable<Signal['source']['reliability']>
  lastVerified: string
  action: '' | Signal['action']
  necessity: string
  minor: '' | 'yes' | 'no'
  validFrom: string
  validUntil: string
  retainUntil: string
  reviewDue: string
}
/** The scope of an address: the address itself, all addresses under its path, its host, or its whole domain. */
export const urlScopes = ['url', 'path', 'host', 'domain'] as const
type UrlScope = (typeof urlScopes)[number]
export interface NameRow {
  full: string
  family: string
  given: string
  script: string
  quality: PersonValue['names'][number]['quality']
}
export interface IdentifierRow {
  type: string
  number: string
  issuer: string
}

export const emptyName: NameRow = { full: '', family: '', given: '', script: '', quality: 'primary' }
export const emptyIdentifier: IdentifierRow = { type: '', number: '', issuer: '' }

/** Returns an empty form. Only the two dates that follow from today are set. */
export function emptyForm(kind: SignalKind, today: string): SignalForm {
  return {
    kind,
    names: [emptyName],
    birthDates: '',
    sex: '',
    nationalities: '',
    birthPlaces: '',
    identifiers: [],
    organisationType: '',
    countries: '',
    addresses: '',
    documentType: '',
    documentNumber: '',
    issuingState: '',
    expiryDate: '',
    ...{ algorithm: '', hash: '', hashQuality: '', hashThreshold: '', mediaType: '' },
    ...{ url: '', urlScope: '', service: '', userId: '', handle: '', chain: '', walletAddress: '' },
    ...{ hsPrefixes: '', consignee: '', consignor: '', containerNumber: '', transportDocument: '' },
    ...{ routeFrom: '', routeTo: '', grossMassMinKg: '', grossMassMaxKg: '' },
    agreements: [],
    purposes: [],
    basisReference: '',
    basisValidUntil: '',
    tlp: '',
    pap: '',
    recipients: '',
    confidence: '',
    sourceType: 'own',
    sourceReference: '',
    reliability: '',
    lastVerified: today,
    action: '',
    necessity: '',
    minor: '',
    validFrom: today,
    validUntil: '',
    retainUntil: '',
    reviewDue: '',
  }
}

/** Returns the form of an existing signal, to edit it; null if its value was erased. */
export function formOf(signal: Signal): SignalForm | null {
  const value = signal.value
  if (value === null) return null
  return {
    ...emptyForm(signal.kind, ''),
    ...valueForms[signal.kind](value),
    agreements: signal.agreements,
    purposes: signal.purposes,
    basisReference: signal.lawfulBasis.reference,
    basisValidUntil: dayOf(signal.lawfulBasis.validUntil),
    tlp: signal.tlp,
    pap: signal.pap,
    recipients: (signal.recipients ?? []).join(', '),
    confidence: String(signal.confidence),
    sourceType: signal.source.type,
    sourceReference: signal.source.reference ?? '',
    reliability: signal.source.reliability ?? '',
    lastVerified: dayOf(signal.source.lastVerifiedAt),
    action: signal.action,
    necessity: signal.necessity,
    minor: signal.minor ? 'yes' : 'no',
    validFrom: dayOf(signal.validFrom),
    validUntil: dayOf(signal.validUntil),
    retainUntil: dayOf(signal.retainUntil),
    reviewDue: dayOf(signal.reviewDue),
  }
}

const valueForms = {
  person: (value: Signal['value']) => {
    const person = value as PersonValue
    return {
      ...partyForm(person),
      birthDates: person.birthDates.join(', '),
      sex: person.sex ?? '',
      nationalities: person.nationalities.join(', '),
      birthPlaces: person.birthPlaces.join('\n'),
    } satisfies Partial<SignalForm>
  },
  organisation: (value: Signal['value']) => {
    const organisation = value as OrganisationValue
    return {
      ...partyForm(organisation),
      organisationType: organisation.type,
      countries: organisation.countries.join(', '),
      addresses: organisation.addresses.join('\n'),
    } satisfies Partial<SignalForm>
  },
  'travel-document': (value: Signal['value']) => {
    const document = value as TravelDocumentValue
    return {
      documentType: document.documentType,
      documentNumber: document.number,
      issuingState: document.issuingState,
      expiryDate: document.expiryDate ?? '',
    } satisfies Partial<SignalForm>
  },
  'media-hash': (value: Signal['value']) => {
    const { algorithm, hash, quality, threshold, mediaType } = value as MediaHashValue
    return {
      ...{ algorithm, hash, hashQuality: textOf(quality), hashThreshold: textOf(threshold) },
      mediaType: mediaType ?? '',
    } satisfies Partial<SignalForm>
  },
  url: (value: Signal['value']) => {
    const { url, scope } = value as UrlValue
    return { url, urlScope: urlScopes.find((known) => known === scope) ?? '' } satisfies Partial<SignalForm>
  },
  account: (value: Signal['value']) => {
    const { service, userId, handle } = value as AccountValue
    return { service, userId: userId ?? '', handle: handle ?? '' } satisfies Partial<SignalForm>
  },
  wallet: (value: Signal['value']) => {
    const { chain, address } = value as WalletValue
    return { chain, walletAddress: address } satisfies Partial<SignalForm>
  },
  consignment: (value: Signal['value']) => {
    const consignment = value as ConsignmentValue
    return {
      hsPrefixes: (consignment.hsPrefixes ?? []).join(', '),
      consignee: consignment.consignee ?? '',
      consignor: consignment.consignor ?? '',
      containerNumber: consignment.containerNumber ?? '',
      transportDocument: consignment.transportDocument ?? '',
      routeFrom: consignment.routeFrom ?? '',
      routeTo: consignment.routeTo ?? '',
      grossMassMinKg: textOf(consignment.grossMassMinKg),
      grossMassMaxKg: textOf(consignment.grossMassMaxKg),
    } satisfies Partial<SignalForm>
  },
} satisfies Record<SignalKind, (value: Signal['value']) => Partial<SignalForm>>
const textOf = (value: number | null) => (value === null ? '' : String(value))

function partyForm(party: Pick<PersonValue, 'names' | 'identifiers'>): Pick<SignalForm, 'names' | 'identifiers'> {
  return {
    names: party.names.map((name) => ({
      full: name.full,
      family: name.family ?? '',
      given: name.given ?? '',
      script: name.script ?? '',
      quality: name.quality,
    })),
    identifiers: party.identifiers.map((identifier) => ({ ...identifier, issuer: identifier.issuer ?? '' })),
  }
}

const dayOf = (instant: string | null) => instant?.slice(0, 10) ?? ''

/** Returns the names of the fields in which a draft differs from the stored signal. */
export function changedFields(signal: Signal, draft: SignalDraft): (keyof SignalDraft)[] {
  const fields = Object.keys(draft) as (keyof SignalDraft)[]
  return fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(signal[field]))
}

/** Merges the input into a newer version. Fields that were changed in the form keep the input; all others take the newer version. */
export function mergeForms(before: SignalForm, mine: SignalForm, theirs: SignalForm): SignalForm {
  const fields = Object.keys(mine) as (keyof SignalForm)[]
  const left = fields.filter((field) => JSON.stringify(mine[field]) === JSON.stringify(before[field]))
  return { ...mine, ...Object.fromEntries(left.map((field) => [field, theirs[field]])) }
}
