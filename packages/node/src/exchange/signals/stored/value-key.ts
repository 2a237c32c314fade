import { chainOf } from '@entente/contracts'
import { indexNumber } from '../../../safeguards/access/index-words.ts'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'

/**
 * Returns a canonical form of a signal's value. Two signals of one owner with the same form count as duplicates.
 * Numbers lose their separators, and in names case and word order are ignored.
 */
export function valueKeyOf(kind: string, value: Record<string, unknown>): string {
  const tidy = (text: unknown) => (typeof text === 'string' ? text.normalize('NFKC').trim().toUpperCase() : text)
  const plain = (field: string) => (typeof value[field] === 'string' ? (value[field] as string).trim() : null)
  switch (kind) {
    case 'travel-document':
      return canonicalJson([kind, indexNumber(String(value.number)), tidy(value.issuingState)])
    case 'media-hash':
      return canonicalJson([kind, plain('algorithm'), plain('hash')])
    case 'url':
      return canonicalJson([kind, plain('scope'), plain('normalised')])
    case 'account':
      // Use the user id of an account, because it stays the same when the handle changes.
      return value.userId == null
        ? canonicalJson([kind, tidy(value.service), 'handle', tidy(value.handle)])
        : canonicalJson([kind, tidy(value.service), 'id', plain('userId')])
    case 'wallet':
      return canonicalJson([kind, chainOf(String(value.chain)).toUpperCase(), walletKey(plain('address') ?? '')])
    case 'consignment':
      return canonicalJson([kind, consignmentKey(value, tidy)])
    default:
      return canonicalJson([kind, ...identityKey(value, tidy)])
  }
}

/** Lower-cases a hexadecimal address, because its case is only a checksum. In other addresses case is significant. */
const walletKey = (address: string): string => (/^0x[0-9a-f]+$/i.test(address) ? address.toLowerCase() : address)

function consignmentKey(value: Record<string, unknown>, tidy: (text: unknown) => unknown): Record<string, unknown> {
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
  return Object.fromEntries(fields.map(([field, is]) => [field, Array.isArray(is) ? [...is].sort() : tidy(is)]))
}

function identityKey(value: Record<string, unknown>, tidy: (text: unknown) => unknown): unknown[] {
  const names = Array.isArray(value.names)
    ? value.names.map((name) => tidy((name as { full: string }).full)).sort()
    : []
  const births = Array.isArray(value.birthDates) ? [...value.birthDates].sort() : []
  const identifiers = Array.isArray(value.identifiers)
    ? value.identifiers.map((identifier) => tidy((identifier as { number: string }).number)).sort()
    : []
  return [names, births, identifiers]
}
