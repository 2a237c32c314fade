import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightMessageRow } from '../flights/transmissions.ts'
import { type MergedMessage, realmOf } from '../statements/merged-message.ts'
import type { Replaced } from '../statements/replace-statements.ts'
import type { ReservationDraft, StatementDraft } from '../statements/statement-draft.ts'
import { storeStatements } from '../statements/store-drafts.ts'
import type { ReservationFacts } from './decide-presence.ts'
import { keepWithTravellers } from './keep-with-travellers.ts'
import { addReservation, inUnbOrder, type LoadedFacts, loadFacts } from './load-facts.ts'
import { mergeFields } from './merge-fields.ts'
import { type Clocks, openContents } from './open-contents.ts'
import { type FlightPlan, type PlannedGroup, planFlights } from './plan-flight.ts'
import { noSides, type StatementFacts } from './statement-facts.ts'
import { flightClocks } from './traveller-clocks.ts'
import type { TravellerState } from './traveller-state.ts'
import { writeTravellers } from './write-travellers.ts'

/** The statements of one message, with their flights. */
export interface MessageStatements {
  message: MergedMessage
  /** Statements of the message about each flight as a whole. */
  flightMessages: readonly FlightMessageRow[]
  statements: readonly (StatementDraft & { flightId: string })[]
  reservations: readonly (ReservationDraft & { flightId: string })[]
}
export interface MergeInput {
  flightIds: readonly string[]
  /** At least one message. All have one sender, regime, set of purposes and team. */
  messages: readonly MessageStatements[]
  /**
   * Facts about statements that this reading of the message replaced: their travellers, and for each new statement the
   * earlier traveller and its side of each split.
   */
  replaced: Pick<Replaced, 'travellerIds' | 'hints' | 'sides'>
  /** Set where a split by a person is the cause, not the messages: the versions of this merge name the split. */
  splitId?: string
}
export interface MergeResult {
  /** Travellers with new or different data, by the message that changed them. Of several messages it is the newest. */
  changedBy: Map<string, string[]>
  /** The traveller of each person of each message. */
  people: Map<string, { pointer: string; flightId: string; travellerId: string }[]>
  /** All facts about the flights, including those of the messages. */
  facts: LoadedFacts
  plans: FlightPlan[]
  /** Number of people expected on each flight. */
  present: Map<string, number>
  /** The clocks of the person who ends first, of each message with a person who ends before it. */
  earliestOf: Map<string, Clocks>
}

/**
 * Merges the statements of messages into the travellers of their flights: groups all statements of each flight again by
 * their hashed keys, decides who is still expected, and writes the changed travellers. The result depends only on the
 * set of messages, not on their order or on which of them are merged together.
 */
export async function mergeCrossings(tx: Tx, input: MergeInput): Promise<MergeResult> {
  const facts = await loadFacts(tx, input.flightIds)
  for (const stated of input.messages) addOwn(facts, stated, input.replaced.sides)
  const plans = await planFlights(tx, input.flightIds, facts, input.replaced.hints)

  const affected = plans.flatMap((plan) => plan.groups).filter(isAffected(input, facts))
  const { contentsOf, before } = await openContents(tx, input.messages, affected, facts)
  const causeOf = findCauses(input.messages)
  const regime = (input.messages[0] as MessageStatements).message.row.regime
  const subjects = affected.map(({ travellerId, flightId }) => ({ id: travellerId, flightId }))
  const merged = plans.flatMap((plan) => plan.merged)
  const clocksFor = await flightClocks(tx, regime, subjects, merged)
  const travellers = affected.map((group) => {
    const { statements, reservations, clocks } = contentsOf(group)
    const value = mergeFields(statements, reservations)
    const state = group.present ? ('present' as const) : ('removed' as const)
    const message = causeOf(group)
    const { travellerId: id, flightId, isNew } = group
    const oldest = earliest(value, clocks, message)
    const own = clocksFor.ofTraveller({ id, flightId, born: value.person.birthDate }, oldest)
    return { id, flightId, isNew, state, value, clocks: own, message }
  })
  const { changed, left } = writeTravellers(tx, travellers, before, {
    splitId: input.splitId ?? null,
    merged,
    left: plans.flatMap(({ left }) => left),
  })

  const assigned = assignedStatements(plans)
  const travellerOf = (id: string) => assigned.get(id) as AssignedStatement
  const earliestOf = storeStatements(tx, input.messages, travellerOf, clocksFor.ofStatement)
  keepSides(tx, input.replaced.sides)
  const own = input.messages.flatMap(({ statements }) => statements)
  moveStatements(tx, facts, assigned, new Set(own.map(({ id }) => id)))
  const evident = travellers.filter(({ id }) => clocksFor.hasEvidence(id))
  const kept = keepWithTravellers(evident.map(({ id, clocks }) => ({ id, deleteAt: clocks.delete_at })))
  if (kept.length > 0) {
    // These are rows that the transaction also stores or moves.
    tx.lastly(async () => {
      await tx.flush()
      for (const change of kept) await change.execute(tx.db)
    })
  }
  const people = new Map(
    input.messages.map(({ message, statements }) => [
      message.id,
      statements.map(({ id, pointer, flightId }) => ({ pointer, flightId, travellerId: travellerOf(id).travellerId })),
    ]),
  )
  const present = new Map(plans.map((plan) => [plan.flightId, countPresent(plan, facts)]))
  return { changedBy: changedByMessage(changed, left, input.messages), people, facts, plans, present, earliestOf }
}

function changedByMessage(
  changed: readonly { id: string; message: MergedMessage }[],
  left: readonly string[],
  messages: readonly MessageStatements[],
): Map<string, string[]> {
  const last = (messages.at(-1) as MessageStatements).message
  const changedBy = new Map<string, string[]>()
  for (const { id, message } of [...changed, ...left.map((id) => ({ id, message: last }))]) {
    const ids = changedBy.get(message.id)
    if (ids === undefined) changedBy.set(message.id, [id])
    else ids.push(id)
  }
  return changedBy
}

/**
 * Returns a function that finds the message to name as the cause of a group's change: of those with a statement about
 * the group or its reservations the newest, else the newest of all.
 */
function findCauses(messages: readonly MessageStatements[]): (group: PlannedGroup) => MergedMessage {
  const inOrder = [...messages].map(({ message }) => message).sort(inMessageOrder)
  const place = new Map(inOrder.map(({ id }, index) => [id, index]))
  const byReservation = new Map<string, number>()
  for (const { message, reservations } of messages) {
    const own = place.get(message.id) as number
    for (const { key } of reservations) {
      const hex = key.toString('hex')
      byReservation.set(hex, Math.max(own, byReservation.get(hex) ?? -1))
    }
  }
  return ({ members }) => {
    let newest = -1
    for (const { messageId, reservationKey } of members) {
      newest = Math.max(newest, place.get(messageId) ?? -1)
      if (reservationKey !== null) newest = Math.max(newest, byReservation.get(reservationKey) ?? -1)
    }
    return (inOrder[newest] ?? inOrder.at(-1)) as MergedMessage
  }
}
const inMessageOrder = (a: MergedMessage, b: MergedMessage): number =>
  a.preparedAt.getTime() - b.preparedAt.getTime() || Buffer.compare(a.position, b.position)

function countPresent({ flightId, groups }: FlightPlan, facts: LoadedFacts): number {
  const merged = new Set(groups.map(({ travellerId }) => travellerId))
  const masked = (facts.maskedPresent.get(flightId) ?? []).filter((id) => !merged.has(id))
  return groups.filter((group) => group.present).length + masked.length
}

/**
 * The statements of a message are stored at the end of the transaction; until then they are added to the loaded ones
 * here.
 */
function addOwn(
  facts: LoadedFacts,
  { message, flightMessages, statements, reservations }: MessageStatements,
  sides: MergeInput['replaced']['sides'],
): void {
  for (const draft of statements) facts.statements.get(draft.flightId)?.push(factsOf(draft, message, sides))
  for (const row of flightMessages) facts.messages.get(row.flight_id)?.push(row)
  const position = message.position.toString('hex')
  const touched = new Set<ReservationFacts[]>()
  for (const { id, flightId, key, cancelled } of reservations) {
    const hex = key.toString('hex')
    addReservation(facts, flightId, {
      id,
      key: hex,
      messageId: message.id,
      preparedAt: message.preparedAt.getTime(),
      position,
      cancelled,
    })
    touched.add(facts.reservations.get(flightId)?.get(hex) as ReservationFacts[])
  }
  for (const versions of touched) versions.sort(inUnbOrder)
}

function factsOf(
  draft: StatementDraft,
  message: MergedMessage,
  sides: MergeInput['replaced']['sides'],
): StatementFacts {
  return {
    ...draft,
    messageId: message.id,
    preparedAt: message.preparedAt.getTime(),
    position: message.position.toString('hex'),
    senderId: message.senderId,
    reservationKey: draft.reservation?.key.toString('hex') ?? null,
    reservationVersionId: draft.reservation?.id ?? null,
    realm: realmOf(message.row),
    travellerId: null,
    rule: null,
    sides: sides.get(draft.id) ?? noSides,
  }
}

/** Returns whether any part of a group can differ from the stored row of its traveller. */
function isAffected(input: MergeInput, facts: LoadedFacts): (group: PlannedGroup) => boolean {
  const fresh = new Set(input.messages.flatMap(({ statements }) => statements.map(({ id }) => id)))
  const reservations = new Set(input.messages.flatMap((one) => one.reservations.map(({ key }) => key.toString('hex'))))
  const states = new Map([...facts.travellers.values()].flat().map(({ id, state }) => [id, state]))
  return (group) =>
    states.get(group.travellerId) !== (group.present ? 'present' : 'removed') ||
    input.replaced.travellerIds.has(group.travellerId) ||
    group.members.some(
      (member) =>
        fresh.has(member.id) ||
        member.travellerId !== group.travellerId ||
        (member.reservationKey !== null && reservations.has(member.reservationKey)),
    )
}

/** A record expires with the oldest message that it still quotes. */
function earliest(value: TravellerState, clocks: ReadonlyMap<string, Clocks>, message: MergedMessage): Clocks {
  const quoted = new Set(Object.values(value.sources).map(({ messageId }) => messageId))
  let oldest: Clocks | null = null
  for (const id of quoted) {
    const clock = clocks.get(id)
    if (clock !== undefined && (oldest === null || clock.delete_at < oldest.delete_at)) oldest = clock
  }
  return oldest ?? message.row
}

interface AssignedStatement {
  travellerId: string
  rule: string | null
}

function assignedStatements(plans: readonly FlightPlan[]): Map<string, AssignedStatement> {
  const assigned = new Map<string, AssignedStatement>()
  for (const { groups } of plans) {
    for (const { members, rules, travellerId } of groups) {
      for (const [index, { id }] of members.entries()) {
        assigned.set(id, { travellerId, rule: index === 0 ? null : (rules.get(id) ?? null) })
      }
    }
  }
  return assigned
}

/** A statement that replaces a statement of a split stays on the same side of the split. */
function keepSides(tx: Tx, sides: MergeInput['replaced']['sides']): void {
  const rows = [...sides].flatMap(([statement_id, of]) =>
    [...of].map(([split_id, apart]) => ({ statement_id, split_id, apart })),
  )
  if (rows.length > 0) tx.later(tx.db.insertInto('split_statement').values(rows))
}

/** Updates earlier statements that now belong to another traveller or joined by another rule. */
function moveStatements(
  tx: Tx,
  facts: LoadedFacts,
  assigned: ReadonlyMap<string, AssignedStatement>,
  fresh: ReadonlySet<string>,
): void {
  const moved = [...facts.statements.values()].flat().filter(({ id, travellerId, rule }) => {
    const now = assigned.get(id)
    return !fresh.has(id) && now !== undefined && (now.travellerId !== travellerId || now.rule !== rule)
  })
  if (moved.length === 0) return
  const ids = moved.map(({ id }) => id)
  const travellers = ids.map((id) => assigned.get(id)?.travellerId)
  const rules = ids.map((id) => assigned.get(id)?.rule ?? null)
  tx.later(sql`update statement s set traveller_id = v.traveller_id, rule = v.rule
    from unnest(${ids}::uuid[], ${travellers}::uuid[], ${rules}::text[]) as v (id, traveller_id, rule)
    where s.id = v.id`)
}
