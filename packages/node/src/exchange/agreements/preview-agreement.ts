import type { AgreementPreview, SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import {
  attributeColumns,
  attributesOf,
  inputFrom,
  judgeSignal,
  readSignalBook,
} from '../../safeguards/access/signal-access/index.ts'
import { takeTurns } from '../../store/take-turns.ts'

/** The preview checks at most this many own signals, to limit the time that a reader waits. */
const mostAsked = 50_000
const page = 2000
const shownFirst = 20

/**
 * Previews what the newest version of an agreement would share if it were signed and in force. It makes the access
 * decision for each receiving member. Returns counts and the labels of a few signals, without their values: nothing is
 * decrypted. Error: `not-found`.
 */
export async function previewAgreement(tx: Tx, id: string): Promise<AgreementPreview> {
  const book = await readSignalBook(tx.db, [id])
  const newest = book.agreements.get(id)?.[0]
  if (newest === undefined) throw fail('not-found')
  const { member } = tx.actor
  const parties = newest.parties ?? []
  const begins = Math.max(tx.now.getTime(), newest.validFrom ?? 0)
  const signed = { ...newest, signed: parties.map((party) => party.member), ended: [], suspended: false }
  const receivers = parties.filter((party) => party.receive && party.member !== member)
  // Assume that every party has joined.
  const standings = Object.fromEntries(parties.map((party) => [party.member, 'active' as const]))
  const asIf = { agreements: new Map([[id, [signed]]]), standings }
  const to = receivers.map((party) => ({
    member: party.member,
    counts: new Map<SignalKind, { shared: number; possible: number }>(),
    first: [] as AgreementPreview['to'][number]['first'],
  }))
  let asked = 0
  let after: string | null = null
  const next = takeTurns()
  do {
    const rows = await tx.db
      .selectFrom('signal')
      .select(attributeColumns)
      .where('owner', '=', member)
      .where('status', '=', 'active')
      .where('valid_until', '>', tx.now)
      .$if(after !== null, (select) => select.where('id', '>', after as string))
      .orderBy('id')
      .limit(page)
      .execute()
    for (const row of rows) {
      await next()
      const attributes = attributesOf(row)
      const names = attributes.agreements?.includes(id) === true
      for (const party of to) {
        const input = inputFrom(
          asIf,
          { ...attributes, agreements: [id] },
          {
            actor: { member, role: 'system' },
            action: 'release',
            purpose: null,
            now: new Date(begins),
            destination: party.member,
          },
        )
        const may = (attributes.purposes ?? []).some(
          (purpose) => judgeSignal({ ...input, purpose: purpose as never }).allowed,
        )
        if (!may) continue
        const kind = row.kind as SignalKind
        const count = party.counts.get(kind) ?? { shared: 0, possible: 0 }
        party.counts.set(kind, count)
        count[names ? 'shared' : 'possible'] += 1
        if (names && party.first.length < shownFirst)
          party.first.push({ id: row.id, kind, label: `${kind} ${row.id.slice(0, 8)}` })
      }
    }
    asked += rows.length
    after = rows.length < page ? null : (rows.at(-1)?.id ?? null)
  } while (after !== null && asked < mostAsked)
  return {
    agreement: id,
    version: newest.version,
    to: to.map(({ member: one, counts, first }) => ({
      member: one,
      kinds: [...counts].map(([kind, count]) => ({ kind, ...count })).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
      first,
    })),
    asked,
    truncated: after !== null,
  }
}
