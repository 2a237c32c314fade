import { type RawBuilder, sql } from 'kysely'
import type { JoinedSubjects } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { askedTokens } from './asked-tokens.ts'

/** The number of travellers with one document or one name and birth date that are compared. More are left out. */
const most = 100
/** The bytes of the key of a document number with its issuer, and of the key of a whole birth date. */
const keyBytes = { issued: 32, birthDate: 16 }

type Asking = Pick<Tx, 'db' | 'now' | 'openTokens' | 'tokenSearch'>

/**
 * Returns the query for the travellers on other flights who are the same person: same document number and issuer, or
 * same name, birth date and booking. Only name and birth date agree: `name-and-birth-date`, which may be a namesake. Two
 * records of one flight are never joined: if they were one person, they would have been merged, or somebody separated
 * them. Keys are tokens (`identity-keys.ts`, `selector-hashes.ts`): a key of 32 bytes is a document number with its
 * issuer. The tokens of one value differ with the month of a record's clock, so each is asked for under every month.
 */
export async function samePerson(tx: Asking, travellerIds: readonly string[]): Promise<RawBuilder<JoinedSubjects>> {
  const unmasked = (table: string) =>
    sql`(${sql.ref(`${table}.mask_at`)} is null or ${sql.ref(`${table}.mask_at`)} > ${tx.now})`
  const subjects = await tx.db
    .selectFrom('traveller')
    .select((e) => ['id', e.fn.coalesce('merged_into', 'id').as('root')])
    .where(sql<boolean>`id = any(${travellerIds}::uuid[])`)
    .execute()
  const roots = [...new Set(subjects.map(({ root }) => root))]
  const tokens = await askedTokens(tx, roots, ['document', 'locator'])
  return sql<JoinedSubjects>`
    with m as materialized (select * from ${tokens}),
      a as materialized (select * from ${await askedStatements(tx, roots)})
    select v.subject, x.other, x.by
    from unnest(${subjects.map(({ id }) => id)}::uuid[], ${subjects.map(({ root }) => root)}::uuid[]) as v (subject, root)
    join traveller w on w.id = v.root
    cross join lateral (
      select distinct on (j.other) j.other, j.by, j.place
      from (
        select o.owner_id as other, f.by, f.place
        from m
        cross join lateral (
          select o.owner_id from selector_index o
          where o.hash = m.hash and o.kind = m.kind and o.owner_type = 'traveller' and o.owner_id <> w.id and ${unmasked('o')}
          limit ${most}
        ) o
        cross join lateral (
          select case when a.birth = b.birth_keys[1] then 'document-and-birth-date' else 'document' end as by,
            case when a.birth = b.birth_keys[1] then 1 else 2 end as place
          from a join statement b on b.traveller_id = o.owner_id and b.current and b.token_key is not distinct from a.key
          where a.root = w.id and a.documents && b.document_keys
          order by 2 limit 1
        ) f
        where m.owner_id = w.id and m.kind = 'document'
        union all
        select o.traveller_id, f.by, f.place
        from (select distinct a.name_birth from a where a.root = w.id and a.name_birth is not null) n
        cross join lateral (
          select b.traveller_id from statement b
          where b.name_birth_key = n.name_birth and b.current and b.traveller_id <> w.id and ${unmasked('b')}
          limit ${most}
        ) o
        cross join lateral (
          select case when s.booked then 'booking' else 'name-and-birth-date' end as by,
            case when s.booked then 3 else 4 end as place
          from (select exists (
            select 1 from m join selector_index q on q.owner_id = o.traveller_id and q.kind = m.kind and q.hash = m.hash
            where m.owner_id = w.id and m.kind = 'locator') as booked) s
        ) f
      ) j
      order by j.other, j.place
    ) x
    join traveller t on t.id = x.other and t.merged_into is null and t.flight_id <> w.flight_id`
}

/** Returns the keys of the statements about travellers as rows `(root, key, documents, birth, name_birth)`, each under every key of tokens. */
async function askedStatements(tx: Asking, roots: readonly string[]): Promise<RawBuilder<unknown>> {
  const stored = await tx.db
    .selectFrom('statement')
    .select(['traveller_id', 'document_keys', 'birth_keys', 'name_birth_key', 'token_key'])
    .where(sql<boolean>`traveller_id = any(${roots}::uuid[]) and current`)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .execute()
  const search = await tx.tokenSearch()
  const rows = stored.flatMap((row) => {
    const [birth] = row.birth_keys
    const like = (token: Buffer) => search.like(row.token_key, token)
    const keys = [
      ...row.document_keys
        .filter((key) => key.length === keyBytes.issued)
        .map((key) => ['document', like(key)] as const),
      ...(birth?.length === keyBytes.birthDate ? [['birth', like(birth)] as const] : []),
      ...(row.name_birth_key === null ? [] : [['name', like(row.name_birth_key)] as const]),
    ]
    const under = keys[0]?.[1] ?? []
    return under.map(({ key }, place) => {
      const of = (kind: string) => keys.flatMap(([one, tokens]) => (one === kind ? [hexOf(tokens[place]?.token)] : []))
      return {
        ...{ root: row.traveller_id, key: hexOf(key), documents: of('document') },
        ...{ birth: of('birth')[0] ?? null, name_birth: of('name')[0] ?? null },
      }
    })
  })
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (root uuid, key bytea, documents bytea[], birth bytea, name_birth bytea)`
}

const hexOf = (bytes: Buffer | null | undefined): string | null => (bytes ? `\\x${bytes.toString('hex')}` : null)
