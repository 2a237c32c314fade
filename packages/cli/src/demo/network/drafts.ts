import type { MediaHashes, SignalDraft } from '@entente/contracts'
import type { WatchedPerson } from '@entente/testkit'

const day = 86_400_000

function draft(agreement: string, said: Pick<SignalDraft, 'kind' | 'value' | 'purposes' | 'action' | 'necessity'>) {
  const at = (days: number) => new Date(Date.now() + days * day).toISOString()
  return {
    labels: [],
    entity: null,
    agreements: [agreement],
    recipients: null,
    lawfulBasis: { reference: 'Invented Treaty on Cooperation, article 7', validUntil: null },
    tlp: 'amber',
    pap: 'green',
    confidence: 80,
    source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at(0) },
    minor: false,
    validFrom: at(-1 / 24),
    validUntil: at(180),
    retainUntil: at(365),
    reviewDue: at(90),
    ...said,
  } satisfies SignalDraft
}

const traveller = {
  purposes: ['border-control', 'terrorism-prevention'],
  action: 'discreet-check',
  necessity: 'Invented: returning from a training camp under another name.',
} satisfies Partial<SignalDraft>

/** An invented person as the centre knows them. */
export function personSignal(agreement: string, { person, birthDates }: WatchedPerson): SignalDraft {
  const { surname, given } = person.name
  const name = { full: `${given} ${surname}`, family: surname, given, script: 'Latn', quality: 'primary' as const }
  const value = { names: [name], birthDates, sex: person.sex, birthPlaces: [], identifiers: [] }
  return draft(agreement, { ...traveller, kind: 'person', value: { ...value, nationalities: [person.nationality] } })
}

export function passportSignal(
  agreement: string,
  { number, country }: { number: string; country: string },
): SignalDraft {
  const value = { documentType: 'P', number, issuingState: country, expiryDate: null }
  return draft(agreement, { ...traveller, kind: 'travel-document', value })
}

/** An invented picture by its PDQ hash. */
export function pictureSignal(agreement: string, { pdq }: MediaHashes): SignalDraft {
  const value = {
    algorithm: 'pdq',
    hash: pdq?.hash ?? '',
    quality: pdq?.quality ?? null,
    threshold: null,
    mediaType: 'image/png',
  }
  return draft(agreement, {
    kind: 'media-hash',
    value,
    purposes: ['content-safety'],
    action: 'inform',
    necessity: 'Invented: shown to recruit, spread again under other names.',
  })
}
