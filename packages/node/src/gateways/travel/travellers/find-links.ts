import type { LinkNode } from '@entente/contracts'
import { sql } from 'kysely'
import type { JoinedSubjects, SubjectLinks } from '../../../pipeline/gateway/gateway.ts'
import { visibleCases } from '../../../pipeline/review/visible-cases.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { wholeRecord } from '../../../safeguards/access/record-unreadable.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import { type DetailKind, statedDetails } from '../crossing/selector-hashes.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { createLinkGraph, type LinkGraph } from './link-graph.ts'
import { findTraveller } from './load-record.ts'
import { isTraveller, openTraveller } from './open-traveller.ts'
import { caseReferenceOf, sameBooking } from './same-booking.ts'
import { samePerson } from './same-person.ts'
import { type SharedDetail, sharedDetails } from './shared-details.ts'

const daysAround = 30
/** The most people of the first step whose own details are followed, and companions that are drawn one by one. */
const most = { followed: 60, companions: 60 }

/**
 * Finds the people who share a booking, document, phone, card, address or e-mail with a traveller, and the people who
 * share one with them, within 30 days of the flight. The traveller's other records are one person, and so are the
 * records of each other person. A booking's own people are linked by the booking alone, not also by its phone.
 */
export async function findLinks(tx: Tx, travellerId: string): Promise<SubjectLinks> {
  const row = await findTraveller(tx, travellerId)
  const { value: opened, masked } = tx.open<TravellerState>(row)
  const value = wholeRecord(row.id, opened, isTraveller)
  const graph = createLinkGraph()
  const centre = graph.add({ kind: 'person', label: value.label ?? '', masked, href: `/records/${row.id}` })
  if (masked) return graph.result()
  const own = { id: row.id, centre, labels: detailLabels(tx, value) }
  const same = await addSamePerson(tx, graph, own)
  const companions = await addBooking(tx, graph, row, value, centre)
  const flight = await tx.db
    .selectFrom('flight')
    .select('departs_at')
    .where('id', '=', row.flight_id)
    .executeTakeFirst()
  const middle = (flight?.departs_at ?? row.received_at).getTime()
  const window = {
    from: new Date(middle - daysAround * 86_400_000),
    to: new Date(middle + daysAround * 86_400_000),
    without: [row.id, ...same],
  }
  const near = await sharedDetails(tx, [row.id], { ...window, without: [...window.without, ...companions.keys()] })
  const nodes = new Map([[row.id, centre]])
  const first = await openPeople(
    tx,
    near.flatMap(({ others }) => others),
  )
  for (const detail of near) addDetail(graph, detail, own.labels, nodes, first)
  const met = new Set(near.map(({ kind, hash }) => detailKey(kind, hash)))

  const followed = [...new Set([...companions.keys(), ...first.ids()])].slice(0, most.followed)
  for (const [id, node] of companions) nodes.set(id, node)
  // A detail that the traveller has too is known from the first step.
  const far = (await sharedDetails(tx, followed, window)).filter(({ kind, hash }) => !met.has(detailKey(kind, hash)))
  const labels = new Map([...(await openPeople(tx, [...companions.keys()])).labels, ...first.labels])
  const second = await openPeople(
    tx,
    far.flatMap(({ others }) => others),
    first,
  )
  for (const detail of far) {
    const own = detail.holders.every((id) => companions.has(id)) && detail.others.every((id) => companions.has(id))
    if (!own) addDetail(graph, detail, labels, nodes, second)
  }
  return graph.result()
}

/** Adds the cases about the same person, joined by the document where one joins them. Returns the ids of their records. */
async function addSamePerson(
  tx: Tx,
  graph: LinkGraph,
  own: { id: string; centre: string; labels: ReadonlyMap<string, string> },
): Promise<string[]> {
  const others = await tx.db
    .selectFrom(sql<JoinedSubjects>`(${await samePerson(tx, [own.id])})`.as('j'))
    .innerJoin('traveller as t', 't.id', 'j.other')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .leftJoin('case_file', (join) =>
      join.onRef('case_file.subject_id', '=', 'j.other').on((eb) => visibleCases(tx)(eb as never)),
    )
    .select(['j.other', 'j.by', 'f.carrier', 'f.number as flight', 'f.departure'])
    .select(['case_file.id as case_id', 'case_file.number'])
    .where('j.by', '<>', 'name-and-birth-date')
    .orderBy('f.departs_at')
    .orderBy('j.other')
    .execute()
  const document = [...own.labels].find(([key]) => key.startsWith('document|'))
  for (const other of others) {
    if (other.case_id === null) continue
    const reference = caseReferenceOf(other.number) ?? ''
    const node = graph.add({
      ...{ kind: 'case', label: reference, reference, caseId: other.case_id, href: `/cases/${other.case_id}` },
      ...flightOf(other),
    })
    if (other.by === 'booking' || document === undefined) graph.join(own.centre, node, 'same')
    else {
      const between = graph.detail(document[0], { kind: 'document', label: document[1] })
      graph.join(own.centre, between, 'same')
      graph.join(between, node, 'same')
    }
  }
  return others.map(({ other }) => other)
}

/** Adds the booking with its other people. Returns their nodes by traveller. */
async function addBooking(
  tx: Tx,
  graph: LinkGraph,
  row: { id: string; flight_id: string },
  value: TravellerState,
  centre: string,
): Promise<Map<string, string>> {
  const people = await sameBooking(tx, row)
  const nodes = new Map<string, string>()
  if (people.length === 0) return nodes
  const label = value.reservations[0]?.locator ?? value.person.references.recordLocator ?? ''
  const booking = graph.add({ kind: 'booking', label, people: people.length + 1 })
  graph.join(centre, booking, 'shared')
  if (people.length > most.companions) {
    const crowd = graph.add({ kind: 'people', label: '', people: people.length })
    graph.join(booking, crowd, 'shared')
    for (const { travellerId } of people) nodes.set(travellerId, crowd)
    return nodes
  }
  for (const { travellerId, label, masked, caseReference } of people) {
    const node = graph.add({
      ...{ kind: 'person', label, masked, reference: caseReference, href: `/records/${travellerId}` },
    })
    graph.join(booking, node, 'shared')
    nodes.set(travellerId, node)
  }
  return nodes
}

/** Adds a shared detail with those who share it. A detail that would join only one node is left out: it is no news. */
function addDetail(
  graph: LinkGraph,
  detail: SharedDetail,
  labels: ReadonlyMap<string, string>,
  nodes: Map<string, string>,
  people: OpenedPeople,
): void {
  const key = detailKey(detail.kind, detail.hash)
  const holders = [...new Set(detail.holders.flatMap((id) => nodes.get(id) ?? []))]
  if (holders.length === 0) return
  const node = (): string => graph.detail(key, { kind: detail.kind, label: labels.get(key) ?? '' })
  if (detail.isBusiness) {
    if (detail.people === 0) return
    const crowd = graph.add({ kind: 'people', label: '', people: detail.people, morePeople: detail.isMore })
    for (const holder of holders) graph.join(holder, node(), 'shared')
    graph.join(node(), crowd, 'shared')
    return
  }
  const others = new Set<string>()
  for (const id of detail.others) {
    const person = people.get(id)
    if (person === undefined) continue
    const known = nodes.get(id) ?? nodes.get(person.same)
    const other = known ?? graph.add(person.node)
    nodes.set(id, other)
    nodes.set(person.same, other)
    others.add(other)
  }
  if (new Set([...holders, ...others]).size < 2) return
  for (const end of new Set([...holders, ...others])) graph.join(end, node(), 'shared')
}

interface OpenedPerson {
  node: Partial<LinkNode> & Pick<LinkNode, 'kind' | 'label'>
  /** Equal for records of the same person: the document with its issuer, or name and birth date. */
  same: string
}
interface OpenedPeople {
  get(id: string): OpenedPerson | undefined
  ids(): string[]
  /** The labels of the details of all these people, by key. */
  labels: ReadonlyMap<string, string>
}

/** Opens these travellers in one statement, without those that the actor may not read. `known` are open already. */
async function openPeople(tx: Tx, ids: readonly string[], known?: OpenedPeople): Promise<OpenedPeople> {
  const people = new Map<string, OpenedPerson>()
  const labels = new Map<string, string>(known?.labels ?? [])
  const wanted = [...new Set(ids)].filter((id) => known?.get(id) === undefined)
  const rows =
    wanted.length === 0
      ? []
      : await tx.db
          .selectFrom('traveller as t')
          .innerJoin('flight as f', 'f.id', 't.flight_id')
          .leftJoin('case_file', (join) =>
            join.onRef('case_file.subject_id', '=', 't.id').on((eb) => visibleCases(tx)(eb as never)),
          )
          .select(['t.id', 't.regime', 't.purposes', 't.team', 't.mask_at', 't.delete_at', 't.a', 't.b'])
          .select(['f.carrier', 'f.number as flight', 'f.departure'])
          .select(['case_file.id as case_id', 'case_file.number'])
          .where('t.id', 'in', wanted)
          .orderBy('f.departs_at', 'desc')
          .orderBy('t.id')
          .execute()
  for (const row of rows) {
    const opened = await undamagedOr(tx, `traveller:${row.id}`, () => openTraveller(tx, row), undefined)
    if (opened === undefined || opened.masked) continue
    const { value } = opened
    for (const [key, label] of detailLabels(tx, value)) labels.set(key, label)
    people.set(row.id, {
      node: {
        ...{ kind: 'person', label: value.label ?? '', caseId: row.case_id, reference: caseReferenceOf(row.number) },
        ...{ href: row.case_id === null ? `/records/${row.id}` : `/cases/${row.case_id}`, ...flightOf(row) },
      },
      same: sameOf(row.id, value),
    })
  }
  return {
    get: (id) => people.get(id) ?? known?.get(id),
    ids: () => [...people.keys()],
    labels,
  }
}

function sameOf(id: string, { person, documents }: TravellerState): string {
  const document = documents.find(({ number, issuer }) => number !== null && issuer !== null)
  if (document !== undefined) return `${document.number}|${document.issuer}`
  if (person.surname === null || person.birthDate === null) return id
  return `${person.surname}|${person.given ?? ''}|${person.birthDate}`
}

const flightOf = (row: { carrier: string; flight: string; departure: string | null }) => ({
  where: `${row.carrier} ${row.flight}`,
  day: row.departure?.slice(0, 10) ?? null,
})

/** Names a detail by its kind and its key in the blind index. */
const detailKey = (kind: string, hash: Buffer): string => `${kind}|${hash.toString('latin1')}`

/**
 * Returns how a picture of links names the details of a traveller, by key. A picture names a document in full and
 * shortens everything else: the record itself has the full value.
 */
function detailLabels(tx: Pick<Tx, 'blind'>, value: TravellerState): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { kind, stated, text } of statedDetails(value)) {
    if (text !== null && text !== '') labels.set(detailKey(kind, tx.blind(kind, text)), shortened[kind](stated))
  }
  return labels
}

const shortened: Record<DetailKind, (stated: string) => string> = {
  document: (stated) => stated,
  phone: (stated) => `${stated.slice(0, 4)} ··· ${stated.slice(-3)}`,
  email: (stated) => stated.toLowerCase().replace(/^(.{1,2})[^@]*@/, '$1…@'),
  card: (stated) => `···· ${(stated.match(/\d(?=.*\s)/g) ?? []).slice(-4).join('')}`,
  address: (stated) => (stated.length > 40 ? `${stated.slice(0, 39)}…` : stated),
}
