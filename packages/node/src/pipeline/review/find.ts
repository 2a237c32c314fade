import { caseReference, type FoundItem, looksLike } from '@entente/contracts'
import { markParts } from '@entente/matching'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import { findSignals } from '../../exchange/signals/find-signals.ts'
import type { SignalNames } from '../../exchange/signals/signal-names.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { roleMay } from '../../safeguards/access/roles.ts'
import { type Asked, type FoundByType, foundItem, joinFound, mostFound } from '../../safeguards/names/found-by-type.ts'
import { type CaseFile, openIfAllowedCase } from '../cases/case-record.ts'
import { readableOr, unreadableBody } from '../cases/unreadable.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { contextsOf, openStates } from './case-row.ts'
import { visibleCases } from './visible-cases.ts'

export interface FindDeps {
  gateways: Gateways
  signalNames: SignalNames
}

/** Of more subjects the search looks at the newest cases only, because a statement with all ids would take too long. */
const mostSubjects = 2_000
const newestCases = 20_000

/** Returns the types of results that a search of this actor can have, in the order of the answer. */
export function typesFor(tx: Pick<Tx, 'actor'>, gateways: Gateways): string[] {
  const { role } = tx.actor
  const records = roleMay(role, 'record.search')
    ? ['case', ...gateways.all.flatMap(({ vocabulary }) => vocabulary.finds ?? [])]
    : []
  return [...records, 'signal', ...(roleMay(role, 'peer.read') ? ['member'] : [])]
}

/**
 * Searches all types of results, or one. Only what the actor may open is returned. Errors: `query-too-short` for a search
 * by part, `body-invalid` for a type that this node or role does not have.
 */
export async function find(tx: Tx, deps: FindDeps, asked: Asked): Promise<FoundByType> {
  const types = typesFor(tx, deps.gateways)
  if (asked.type !== null && !types.includes(asked.type))
    throw fail('body-invalid', { at: '/type', detail: `Your role finds the types ${types.join(', ')}.` })
  if (asked.part && looksLike(asked.text)[0] === 'too-short') throw fail('query-too-short')
  const wants = (type: string) => types.includes(type) && (asked.type === null || asked.type === type)
  const found: FoundByType[] = []
  if (wants('case')) found.push(await findCases(tx, deps.gateways, asked))
  for (const { finds, vocabulary } of deps.gateways.all)
    if (finds !== undefined && (vocabulary.finds ?? []).some(wants)) found.push(await finds.find(tx, asked))
  if (wants('signal') && (asked.part || asked.type === 'signal'))
    found.push(await findSignals(tx, deps.signalNames, asked))
  if (wants('member') && (asked.part || asked.type === 'member')) found.push(await findMembers(tx, asked.text))
  const { items, ...rest } = joinFound(found)
  // A case can be found by its number and by a name.
  const once = items.filter((item, place) => items.findIndex((other) => sameItem(item, other)) === place)
  return { items: once.sort((a, b) => types.indexOf(a.type) - types.indexOf(b.type)), ...rest }
}
const sameItem = (a: FoundItem, b: FoundItem): boolean => a.type === b.type && a.id === b.id

async function findCases(tx: Tx, gateways: Gateways, { text, part }: Asked): Promise<FoundByType> {
  const [, number] = /^C-?\s?(\d{1,10})$/i.exec(text.trim()) ?? []
  const numbered = number === undefined ? [] : await cases(tx).where('case_file.number', '=', number).execute()
  const byNumber = await caseItems(tx, gateways, numbered, part ? text : null)
  if (!part) return { items: byNumber, more: [], complete: true }
  let complete = true
  const rows: CaseFile[] = []
  for (const gateway of gateways.all) {
    const named = await gateway.finds?.named(tx, text)
    if (named === undefined) continue
    complete &&= named.complete
    if (named.rows.count === 0) continue
    rows.push(...(await casesAbout(tx, gateway.vocabulary.kind, named.rows)))
  }
  const items = await caseItems(tx, gateways, rows.slice(0, mostFound), text)
  return { items: [...byNumber, ...items], more: rows.length > mostFound ? ['case'] : [], complete }
}

const cases = (tx: Tx) =>
  tx.db.selectFrom('case_file').selectAll().where(visibleCases(tx)).where('case_file.ended_at', 'is', null)
const openFirst = sql`(state = any(${[...openStates]}::text[])) desc`

/** Returns the cases about these subjects, open ones first, one more than are shown. */
async function casesAbout(
  tx: Tx,
  gateway: string,
  subjects: { ids(most: number): string[]; has(id: string): boolean; count: number },
): Promise<CaseFile[]> {
  const select = cases(tx).where('gateway', '=', gateway).orderBy(openFirst).orderBy('number', 'desc')
  const unmasked = select.where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
  if (subjects.count <= mostSubjects)
    return unmasked
      .where(sql<boolean>`subject_id = any(${subjects.ids(mostSubjects)}::uuid[])`)
      .limit(mostFound + 1)
      .execute()
  const newest = await unmasked.clearSelect().select(['id', 'subject_id']).limit(newestCases).execute()
  const fitting = newest.filter((row) => subjects.has(row.subject_id)).slice(0, mostFound + 1)
  return unmasked.where(sql<boolean>`id = any(${fitting.map(({ id }) => id)}::uuid[])`).execute()
}

/** Opens cases. `text` is the search by part, whose fitting stretches are marked; null for a search by whole words. */
async function caseItems(
  tx: Tx,
  gateways: Gateways,
  rows: readonly CaseFile[],
  text: string | null,
): Promise<FoundItem[]> {
  const contexts = await contextsOf(tx, gateways, rows)
  const items: FoundItem[] = []
  for (const row of rows) {
    const opened = await readableOr(tx, row.id, () => openIfAllowedCase(tx, row), unreadableBody(row))
    if (opened === undefined) continue
    const reference = caseReference(row.number)
    const name = opened.subject.label ?? 'masked'
    const other = opened.otherScript
    const marksIn = (where: 'label' | 'other', shown: string | null) =>
      text === null || shown === null ? [] : markParts(shown, text).map((mark) => ({ in: where, ...mark }))
    items.push(
      foundItem({
        ...{ type: 'case', kind: 'case', id: row.id, href: `/cases/${row.id}`, detail: row.state },
        ...{ label: text === null ? `${reference} · ${name}` : name, other },
        marks: [...marksIn('label', name), ...marksIn('other', other)],
        case: { id: row.id, reference, state: row.state, dueAt: row.due_at?.toISOString() ?? null },
        context: contexts.get(row.context_id ?? '') ?? null,
      }),
    )
  }
  return items
}

/** Finds members by a part of their names. A member is no personal data. */
async function findMembers(tx: Tx, text: string): Promise<FoundByType> {
  const part = text.trim().toLowerCase()
  const rows = await tx.db
    .selectFrom('member_standing')
    .select(['member', 'state', 'own'])
    .where(sql<boolean>`position(${part} in lower(member)) > 0`)
    .orderBy('member')
    .limit(mostFound + 1)
    .execute()
  const items = rows.slice(0, mostFound).map((row) => memberItem(row, part))
  return { items, more: rows.length > mostFound ? ['member'] : [], complete: true }
}

/** Describes a member. `part` is the part of its name that fitted; empty marks nothing. */
export function memberItem(
  { member, state, own }: { member: string; state: string; own: boolean },
  part = '',
): FoundItem {
  const href = own ? '/network' : `/network/${encodeURIComponent(member)}`
  const marks = markParts(member, part).map((mark) => ({ in: 'label' as const, ...mark }))
  return foundItem({ ...{ type: 'member', kind: 'member', id: member, href }, label: member, detail: state, marks })
}
