import { partWords } from '@entente/matching'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { inParts, type NameSource } from '../../../safeguards/names/name-index.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { openTraveller } from '../travellers/open-traveller.ts'

/** Reads the names of travellers for the index in memory: those that are neither masked, nor deleted, nor merged into others. */
export const travellerNames: NameSource = {
  kind: 'traveller',
  intent: { action: 'record.search', type: 'record.read', decision: 'allow', details: { what: 'name index' } },
  list: (db, now, after, most) =>
    findable(db, now)
      .$if(after !== null, (rows) => rows.where('id', '>', after as string))
      .orderBy('id')
      .limit(most)
      .execute(),
  listAmong: (db, now, ids) => findable(db, now).where(sql<boolean>`id = any(${ids}::uuid[])`).execute(),
  async *read(tx, ids) {
    for await (const row of inParts(ids, (part) => travellersOf(tx, part))) {
      const opened = await undamagedOr(tx, `traveller:${row.id}`, () => openTraveller(tx, row), undefined)
      if (opened === undefined || opened.masked) continue
      const until = row.mask_at !== null && row.mask_at < row.delete_at ? row.mask_at : row.delete_at
      yield { ...row, words: wordsOf(opened.value), until }
    }
  },
}

const travellersOf = (tx: Tx, ids: readonly string[]) =>
  tx.db
    .selectFrom('traveller')
    .select(['id', 'regime', 'purposes', 'team', 'mask_at', 'delete_at', 'a', 'b'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()

const findable = (db: Tx['db'], now: Date) =>
  db
    .selectFrom('traveller')
    .select(['id', 'regime', 'purposes'])
    .where('merged_into', 'is', null)
    .where('delete_at', '>', now)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', now)]))

/** Returns the words of all names of a traveller: as stated, in documents, and in the history of the reservations. */
function wordsOf({ person, documents, history }: TravellerState): Set<string> {
  const names = [
    [person.given, person.middle, person.surname],
    [person.givenLiteral],
    ...[...documents, ...(history?.documents ?? [])].map((d) => [d.given, d.secondGiven, d.surname]),
    ...(history?.names ?? []).flatMap((n) => [[n.given, n.surname], [n.givenLiteral]]),
  ]
  const texts = names.map((parts) => parts.filter((part) => part !== null && part !== undefined).join(' '))
  return new Set([...new Set(texts)].flatMap((text) => partWords(text)))
}
