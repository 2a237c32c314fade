import type {
  OrganisationValue,
  OwnSignalKind,
  PersonValue,
  Purpose,
  Signal,
  SignalDraft,
  TravelDocumentValue,
} from '@entente/contracts'

/** What an officer has typed: texts as typed, '' where nothing is chosen yet. Dates are days of UTC, `YYYY-MM-DD`. */
export interface SignalForm {
  kind: OwnSignalKind
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

/** A form with nothing chosen but the two dates that are facts of today. */
export function emptyForm(kind: OwnSignalKind, today: string): SignalForm {
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

/** The form of a signal as it stands, for editing; null where its value is erased or its kind has no form. */
export function formOf(signal: Signal): SignalForm | null {
  const value = signal.value
  if (value === null || !(signal.kind in valueForms)) return null
  const kind = signal.kind as OwnSignalKind
  return {
    ...emptyForm(kind, ''),
    ...valueForms[kind](value),
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
} satisfies Record<OwnSignalKind, (value: Signal['value']) => Partial<SignalForm>>

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

/** Names of the fields in which a draft differs from the signal as stored. */
export function changedFields(signal: Signal, draft: SignalDraft): (keyof SignalDraft)[] {
  const fields = Object.keys(draft) as (keyof SignalDraft)[]
  return fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(signal[field]))
}

/** The form on top of a newer version: what I changed stays mine, what I left alone is theirs. */
export function mergeForms(before: SignalForm, mine: SignalForm, theirs: SignalForm): SignalForm {
  const fields = Object.keys(mine) as (keyof SignalForm)[]
  const left = fields.filter((field) => JSON.stringify(mine[field]) === JSON.stringify(before[field]))
  return { ...mine, ...Object.fromEntries(left.map((field) => [field, theirs[field]])) }
}
