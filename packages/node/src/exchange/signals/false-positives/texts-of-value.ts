import type { SignalKind } from '@entente/contracts'
import { indexNumber } from '../../../safeguards/access/index-words.ts'

/** A text in a value that lists may contain, with the kind of list and the position of the text in the signal. */
export interface AskedText {
  kind: SignalKind
  text: string
  at: string
}

/**
 * Extracts the texts to search for in lists. Numbers lose their separators; hosts and blockchain names are in lower
 * case.
 */
export function textsOfValue(kind: SignalKind, value: Record<string, unknown>): AskedText[] {
  const text = (field: string): string => (typeof value[field] === 'string' ? (value[field] as string).trim() : '')
  const one = (field: string, as: string): AskedText[] => (as === '' ? [] : [{ kind, text: as, at: `/value/${field}` }])
  switch (kind) {
    case 'person':
    case 'organisation':
      return ((value.identifiers ?? []) as { number: string }[]).map(({ number }, place) => ({
        kind: 'travel-document' as const,
        text: indexNumber(number),
        at: `/value/identifiers/${place}/number`,
      }))
    case 'travel-document':
      return one('number', indexNumber(text('number')))
    case 'media-hash':
      return one('hash', `${text('algorithm')}:${text('hash')}`.toLowerCase())
    case 'url':
      return one('url', text('normalised').toLowerCase())
    case 'account':
      return [
        ...(text('userId') === '' ? [] : one('userId', `${text('service')}:${text('userId')}`.toLowerCase())),
        ...(text('handle') === '' ? [] : one('handle', `${text('service')}:${text('handle')}`.toLowerCase())),
      ]
    case 'wallet':
      return one('address', text('address'))
    case 'consignment':
      return [
        ...one('containerNumber', indexNumber(text('containerNumber'))),
        ...one('transportDocument', indexNumber(text('transportDocument'))),
      ]
  }
}

/** Returns the host of a normalised web address, without the port. */
export function hostOf(normalised: string): string {
  const rest = normalised.replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
  const authority = (rest.split(/[/?#]/)[0] ?? '').replace(/^.*@/, '')
  return authority.startsWith('[') ? (authority.slice(1).split(']')[0] ?? '') : (authority.split(':')[0] ?? '')
}
