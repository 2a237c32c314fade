import { defineSentences, type Text } from '@entente/contracts'

const fragments = {
  sameDocument: 'same document number',
  nearDocument: 'document number nearly the same',
  earlierDocument: 'an earlier document agrees',
  nameInAnotherScript: 'same name in another script',
  nameSpelledAlike: 'similar spelling',
  sameName: 'same name',
  earlierName: 'an earlier name agrees',
  sameBirthDate: 'same birth date',
  birthDateClose: 'birth date close',
  documentDiffers: 'document differs',
  namePartDiffers: 'part of the name differs',
  namePartMissing: 'part of the name is missing',
  birthDateDiffers: 'birth date differs',
  noBirthDate: 'no birth date to compare',
  noDocument: 'no document to compare',
  onlyName: 'only the name could be compared',
  nationalityDiffers: 'nationality differs',
  sexDiffers: 'sex differs',
} as const
/** A part of the reason in a row of the queue. */
export type Fragment = keyof typeof fragments
/** Keys of the fragments by place: `agrees1` … `agrees3`, `differs1` … `differs5`. An unused place has `none`. */
type Places = Record<string, Fragment | 'none'>

function joined(places: Places): string {
  const wordsOf = (side: string): string =>
    Object.entries(places)
      .flatMap(([place, value]) => (value !== 'none' && place.startsWith(side) ? fragments[value] : []))
      .join(', ')
  const text = [wordsOf('agrees'), wordsOf('differs')].filter((part) => part !== '').join('; ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The English sentences of cases by key, for every gateway. The desk has the same keys with the same values. */
export const reasonEnglish = {
  'reasons.agrees': joined,
  'reasons.differs': joined,
  'reasons.details-agree': () => 'Details agree',
  'reasons.earlier-name': () => 'The name that agrees is an earlier one: it was replaced since.',
  'reasons.earlier-document': () => 'The document that agrees is an earlier one: it was replaced since.',
  'reasons.earlier-holder': () =>
    'Another person: a name or document was replaced, and the record may now be about somebody else.',
  'reasons.evidence-agrees': () => 'The details agree.',
  'reasons.against': () => 'Against it:',
  'reasons.more-signals': ({ count }: { count: number }) =>
    count === 1 ? 'One more signal agrees.' : `${count} more signals agree.`,
  'reasons.signal-erased': () => 'The signal was withdrawn or may no longer be kept; its text was erased.',
  'reasons.cleared-before': () =>
    'Cleared before: a request for redress showed that this person is not the one of the signal. The signal changed since.',
  'reasons.record-masked': () => 'The record is masked.',
  'reasons.record-unreadable': () =>
    'This part is damaged and cannot be read. Ask the operator to restore it from a backup.',
  'reasons.similar-person': () => 'Another person with similar details.',
  'reasons.document-typed-wrongly': () =>
    'Another document: the two numbers are not the same, and one wrongly typed character makes another person’s number.',
  'reasons.holder-not-named': () =>
    'Another holder: a document can be lost, stolen or issued again, and the signal names this one without its holder.',
  'reasons.holder-name-differs': () =>
    'Another holder: a document can be lost, stolen or issued again, and the name does not agree with it.',
  'reasons.document-used-again': () =>
    'A used document: it may be reported lost or stolen while its rightful holder uses it again.',
  'reasons.namesake': () =>
    'A namesake: only the name agrees, and no date of birth on one of the sides tells two people apart.',
  'reasons.namesake-of-same-age': () =>
    'A namesake of about the same age: the name agrees, the date of birth only in part.',
  'reasons.namesake-of-same-day': () =>
    'A namesake born on the same day: name and date of birth agree, no document does.',
  'reasons.another-name': () =>
    'Another name: the spellings differ, and different names can be written alike in another script.',
  'reasons.weak-alias': () => 'A weak alias: the name that agrees is one that the signal itself calls uncertain.',
} as const satisfies Record<string, (values: never) => string>

export const reason = defineSentences(reasonEnglish)

/** Makes the reason in a row of the queue from at most three agreements and five differences. */
export function comparedReason(agrees: readonly Fragment[], differs: readonly Fragment[]): Text {
  if (agrees.length + differs.length === 0) return reason('reasons.details-agree')
  const places = (side: string, found: readonly Fragment[], most: number): Places =>
    Object.fromEntries(Array.from({ length: most }, (_, place) => [`${side}${place + 1}`, found[place] ?? 'none']))
  return agrees.length === 0
    ? reason('reasons.differs', places('differs', differs, 5))
    : reason('reasons.agrees', { ...places('agrees', agrees, 3), ...places('differs', differs, 5) })
}

/** Returns the sentences without repetitions. */
export const distinct = (texts: readonly Text[]): Text[] =>
  texts.filter((one, place) => texts.findIndex(({ text }) => text === one.text) === place)

/** Returns the sentences in English, one after another. */
export const englishOf = (texts: readonly Text[]): string => texts.map(({ text }) => text).join(' ')
