import { randomUUID } from 'node:crypto'
import type { NewItem, Signal } from '@entente/contracts'
import type { BankRow } from '../banks/bank-row.ts'
import type { ContentSignal } from '../signals/content-signal.ts'

const day = 86_400_000
const usualConfidence = 50

/** Data of an item beyond its hashes. */
export type ItemFacts = Pick<NewItem, 'labels' | 'entity' | 'confidence' | 'validUntil'>

/** Returns the lawful basis of a bank's signals. */
export const basisOfBank = (bank: BankRow) => ({
  ...{ reference: bank.basis, validUntil: bank.basis_until?.toISOString() ?? null },
})

/**
 * Makes the signal of one hash or address of an item, with the bank's terms. `exchange`: the list of another party that
 * the item came from.
 */
export function itemSignal(
  content: ContentSignal,
  facts: ItemFacts,
  bank: BankRow,
  owner: string,
  now: Date,
  scope: string,
  exchange: string | null = null,
): Signal {
  const at = now.toISOString()
  const after = (days: number) => new Date(now.getTime() + days * day).toISOString()
  const validUntil = facts.validUntil ?? after(bank.valid_days)
  const afterUse = (bank.retain_days - bank.valid_days) * day
  return {
    schema: 'entente/signal/v1',
    id: randomUUID(),
    version: 1,
    owner,
    kind: content.type === 'url' ? 'url' : 'media-hash',
    value: longValue(content, scope),
    labels: facts.labels ?? bank.labels,
    entity: facts.entity ?? null,
    agreements: bank.agreements,
    recipients: null,
    purposes: bank.purposes as Signal['purposes'],
    lawfulBasis: basisOfBank(bank),
    tlp: bank.tlp as Signal['tlp'],
    pap: bank.pap as Signal['pap'],
    confidence: facts.confidence ?? usualConfidence,
    source: {
      type: exchange === null ? 'own' : 'member',
      reference: exchange ?? bank.name,
      reliability: null,
      lastVerifiedAt: at,
    },
    action: 'inform',
    necessity: bank.negative
      ? `Harmless content of the bank ${bank.name}, which keeps similar harmless files from opening cases.`
      : `Content of the bank ${bank.name}, matched to find it again among uploads.`,
    minor: false,
    validFrom: at,
    validUntil,
    retainUntil: new Date(Date.parse(validUntil) + afterUse).toISOString(),
    reviewDue: validUntil,
    createdAt: at,
    modifiedAt: at,
    status: 'active',
    withdrawal: null,
    signature: null,
  }
}

/** Builds the value of a signal of kind `media-hash` or `url`. */
function longValue({ type, value, quality }: ContentSignal, scope: string): Record<string, unknown> {
  if (type === 'url') return { url: value, normalised: value, scope }
  return { algorithm: type, hash: value, quality, threshold: null, mediaType: null }
}

/** Returns the short form of such a value: the address or the hash. */
export function shortValue(value: Signal['value']): string {
  return String(value?.normalised ?? value?.hash ?? '')
}
