import type {
  AccountValue,
  ConsignmentValue,
  OrganisationValue,
  PersonValue,
  Signal,
  TravelDocumentValue,
  UrlValue,
  WalletValue,
} from '@entente/contracts'
import { text } from '../texts/text.ts'

/** What a signal is about. `is` says how it is written: as a name, as a code, or in words of the desk. */
interface SignalWords {
  is: 'name' | 'code' | 'words'
  label: string
  /** The name in its original script. */
  other: string | null
}

/** Names the subject of a signal: a name in each of its scripts, a number or address, or the signal's kind. */
export function signalWords({ kind, value }: Pick<Signal, 'kind' | 'value'>): SignalWords {
  if (value === null) return { is: 'words', label: text('signals.erased'), other: null }
  if (kind === 'person' || kind === 'organisation') {
    const { names } = value as PersonValue | OrganisationValue
    const first = names[0]
    const original = names.find((name) => name.quality === 'original' && name !== first)
    if (first !== undefined) return { is: 'name', label: first.full, other: original?.full ?? null }
  }
  const code = codeOf(kind, value)
  if (code !== null) return { is: 'code', label: code, other: null }
  return { is: 'words', label: text('signals.neutral.other', { kind: text(`signals.kind.${kind}`) }), other: null }
}

function codeOf(kind: Signal['kind'], value: NonNullable<Signal['value']>): string | null {
  if (kind === 'travel-document') {
    const { documentType, number, issuingState } = value as TravelDocumentValue
    return text('signals.neutral.document', { type: documentType, number, state: issuingState })
  }
  if (kind === 'url') return (value as UrlValue).normalised
  if (kind === 'account') return (value as AccountValue).handle ?? (value as AccountValue).userId
  if (kind === 'wallet') return (value as WalletValue).address
  if (kind !== 'consignment') return null
  const { containerNumber, transportDocument, consignee, consignor } = value as ConsignmentValue
  return containerNumber ?? transportDocument ?? consignee ?? consignor
}
