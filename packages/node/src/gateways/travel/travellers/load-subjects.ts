import { defineSentences, type Text } from '@entente/contracts'
import { sql } from 'kysely'
import { soleParty } from '../../../pipeline/cases/case-record.ts'
import type { GatewaySubjects, SubjectInContext, SubjectRegime } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import { keepWithTravellers } from '../crossing/keep-with-travellers.ts'
import { sealedIn } from '../crossing/sealed-travellers.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { openTraveller } from './open-traveller.ts'
import { selectorsOf } from './selectors.ts'

/**
 * Loads travellers as subjects. A traveller who was merged into another counts as removed: its cases stay, and new
 * statements are about that traveller. A masked traveller has no selectors.
 */
export async function loadSubjects(tx: Tx, subjectIds: readonly string[]): Promise<SubjectInContext[]> {
  if (subjectIds.length === 0) return []
  const sealed = sealedIn(tx)
  const written = [...sealed.keys()]
  const unless = (column: 'a' | 'b') =>
    sql<Buffer>`case when t.id = any(${written}::uuid[]) then null else ${sql.ref(`t.${column}`)} end`
  const rows = await tx.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .select([
      't.id',
      't.flight_id',
      't.version',
      't.state',
      't.role',
      't.merged_into',
      't.regime',
      't.purposes',
      't.team',
    ])
    .select(['t.received_at', 't.mask_at', 't.delete_at', 'f.departs_at', 'f.state as flight_state'])
    .select([unless('a').as('a'), unless('b').as('b')])
    .where(sql<boolean>`t.id = any(${[...subjectIds]}::uuid[])`)
    .execute()
  const subjects: SubjectInContext[] = []
  const next = takeTurns()
  for (const stored of rows) {
    // Two hundred are loaded at once when signals change, also by the thread that answers requests.
    await next()
    const row = { ...stored, ...sealed.get(stored.id) }
    const opened = await undamagedOr(tx, `traveller:${row.id}`, () => openTraveller(tx, row), undefined)
    if (opened === undefined) continue
    const { value, masked } = opened
    const { id, regime, purposes, team, received_at, mask_at, delete_at } = row
    subjects.push({
      subject: {
        id,
        gateway: 'travel' as const,
        recordId: id,
        recordVersion: row.version,
        label: value.label ?? (masked ? 'Name masked' : 'Name not said'),
        parties: [
          { id: soleParty, role: row.role, kind: 'person' as const, selectors: masked ? [] : selectorsOf(value) },
        ],
      },
      row: { id, regime, purposes, team, received_at, mask_at, delete_at },
      contextId: row.flight_id,
      dueAt: row.departs_at,
      removed: row.state === 'removed' || row.merged_into !== null || row.flight_state === 'cancelled',
      otherScript: null,
      names: new Map([[soleParty, masked ? { family: null, given: null } : namesOf(value)]]),
      explanations: masked ? [] : explanationsOf(value),
    })
  }
  return subjects
}

/** Reads the regimes of travellers. */
export async function regimesOf(tx: Tx, subjectIds: readonly string[]): Promise<SubjectRegime[]> {
  if (subjectIds.length === 0) return []
  return tx.db
    .selectFrom('traveller')
    .select(['id', 'regime', 'purposes'])
    .where('id', 'in', [...subjectIds])
    .execute()
}

/** Lists travellers who are still expected, or were seen since `since`: ids and regimes only, the nearest departure first. */
export async function recentSubjects(tx: Tx, since: Date): Promise<SubjectRegime[]> {
  return tx.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .select(['t.id', 't.regime', 't.purposes'])
    .where('t.merged_into', 'is', null)
    .where('t.state', '=', 'present')
    .where('f.state', '<>', 'cancelled')
    .where('t.delete_at', '>', tx.now)
    .where((e) => e.or([e('t.mask_at', 'is', null), e('t.mask_at', '>', tx.now)]))
    .where((e) => e.or([e('f.departs_at', '>=', since), e('t.received_at', '>=', since)]))
    .orderBy('f.departs_at')
    .orderBy('t.id')
    .execute()
}

function namesOf({ person }: TravellerState): { family: string | null; given: string | null } {
  const given = [person.given, person.middle].filter((part) => part !== null && part !== '').join(' ')
  return { family: person.surname, given: given === '' ? null : given }
}

/** English reasons that only travel data can give, by key. The desk's texts of this gateway have the same keys. */
export const travelReasonEnglish = {
  'travel.reasons.relative': ({ count, surname }: { count: number; surname: string }) =>
    `A relative: the booking has ${count} people named ${surname}.`,
  'travel.reasons.typed': () => 'A typing mistake: the document was typed in, not read by a machine.',
} as const satisfies Record<string, (values: never) => string>
const travelReason = defineSentences(travelReasonEnglish)

/** Explains how an innocent person can resemble someone else, as far as the travel data shows. */
function explanationsOf({ person, reservations }: TravellerState): Text[] {
  const namesakes = Math.max(0, ...reservations.map((reservation) => reservation.namesakes))
  const texts: Text[] = []
  if (namesakes > 0 && person.surname !== null) {
    texts.push(travelReason('travel.reasons.relative', { count: namesakes + 1, surname: person.surname }))
  }
  if (person.verified === false) {
    texts.push(travelReason('travel.reasons.typed'))
  }
  return texts
}

/** The clocks of travellers: those of the oldest message that the record quotes, by the birth date and the departure. */
export const travellerClocks: NonNullable<GatewaySubjects['clocks']> = {
  async facts(tx, ids) {
    const rows = await tx.db
      .selectFrom('traveller as t')
      .innerJoin('flight as f', 'f.id', 't.flight_id')
      .selectAll('t')
      .select('f.departs_at')
      .where(sql<boolean>`t.id = any(${[...ids]}::uuid[])`)
      .execute()
    return rows.flatMap((row) => {
      const opened = openTraveller(tx, row)
      if (opened === undefined) return []
      const born = opened.value.person.birthDate
      return [
        { id: row.id, regime: row.regime, facts: { receivedAt: row.received_at, departsAt: row.departs_at, born } },
      ]
    })
  },
  async move(tx, id, clocks) {
    await tx.db.updateTable('traveller').set(clocks).where('id', '=', id).execute()
    await tx.db.updateTable('selector_index').set({ mask_at: clocks.mask_at }).where('owner_id', '=', id).execute()
    for (const change of keepWithTravellers([{ id, deleteAt: clocks.delete_at }])) await change.execute(tx.db)
  },
}

/** Counts the travellers by the week in which the first message about them came. */
export async function seenByWeek(
  tx: Pick<Tx, 'db'>,
  from: Date,
  until: Date,
): Promise<{ week: Date; subjects: number }[]> {
  const { rows } = await sql<{ week: Date; subjects: number }>`
    select date_trunc('week', received_at, 'UTC') as week, count(*)::int as subjects from traveller
    where merged_into is null and not is_planted_subject(id) and received_at >= ${from} and received_at < ${until} group by 1`.execute(
    tx.db,
  )
  return rows
}
