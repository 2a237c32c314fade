import type { CargoParty, Party, Selector } from '@entente/contracts'
import type { MergedConsignment } from '../classes/content-classes.ts'

/** Contacts that are selectors, by the type that messages state. */
const contactKinds: Readonly<Record<string, Selector['kind']>> = {
  ...{ TE: 'phone', CT: 'phone', AL: 'phone', MOBILE: 'phone', PHONE: 'phone', TEL: 'phone' },
  ...{ EM: 'email', EMAIL: 'email' },
}
/** The types of documents that are numbers of transport: bills of lading and air waybills, of masters and houses. */
const transportDocuments: ReadonlySet<string> = new Set(['703', '704', '705', '714', '740', '741'])
/** The most containers, and the most numbers of transport, of a consignment that are selectors. */
const mostNumbers = 5000

/**
 * Returns the parties of a consignment: each named party, the vessel, and the goods. A message does not say whether a name
 * is that of a firm or of a person, so it is compared with both. The id of a party is its role and its place in the role.
 */
export function partiesOf({ consignment, conveyance }: MergedConsignment): Party[] {
  const named = [
    ...consignment.parties.map((party, place) => ({ party, at: `/consignment/parties/${place}` })),
    ...consignment.items.flatMap(({ parties }, item) =>
      parties.map((party, place) => ({ party, at: `/consignment/items/${item}/parties/${place}` })),
    ),
  ]
  const counts = new Map<string, number>()
  const parties: Party[] = []
  const known = new Set<string>()
  for (const { party, at } of named) {
    if (!isNamed(party)) continue
    const selectors = selectorsOf(party, at)
    // One firm under two roles, such as consignee and importer, is compared once for each role; twice in one role is not.
    const text = JSON.stringify([party.role, ...selectors.map(({ kind, value }) => [kind, value])])
    if (known.has(text)) continue
    known.add(text)
    const place = (counts.get(party.role) ?? 0) + 1
    counts.set(party.role, place)
    const id = place === 1 ? party.role : `${party.role}-${place}`
    parties.push({ id, role: party.role, kind: 'unknown', selectors })
  }
  const vessel = vesselOf(conveyance)
  return [...parties, ...(vessel === null ? [] : [vessel]), goodsOf(consignment)]
}

/** A bill to order names no consignee: its text is no name. */
const isNamed = ({ name, toOrder, sameAs }: CargoParty): boolean => name !== null && !toOrder && sameAs === null

function selectorsOf(party: CargoParty, at: string): Selector[] {
  const selectors: Selector[] = []
  const add = (kind: Selector['kind'], value: string | null, place: string, issuer: string | null = null) => {
    if (value !== null && value.trim() !== '')
      selectors.push({ kind, value: value.trim(), issuer, at: `${at}${place}` })
  }
  add('name', party.name, '/name')
  const address = [party.street, party.city, party.subdivision, party.postcode, party.country].filter(
    (part) => part !== null,
  )
  if (party.street !== null || party.city !== null) add('address', address.join(', '), '/street')
  for (const [place, { type, value }] of party.contacts.entries()) {
    const kind = contactKinds[type.toUpperCase()]
    if (kind !== undefined) add(kind, value, `/contacts/${place}/value`)
  }
  for (const [place, { value, country }] of party.taxIds.entries())
    add('tax-id', value, `/taxIds/${place}/value`, country)
  add('account', party.accountId, '/accountId')
  return selectors
}

function vesselOf(conveyance: MergedConsignment['conveyance']): Party | null {
  if (conveyance === null || conveyance.mode !== 'sea' || (conveyance.name === null && conveyance.imo === null))
    return null
  const selector = (kind: Selector['kind'], value: string | null, place: string): Selector[] =>
    value === null ? [] : [{ kind, value, issuer: null, at: `/conveyance/${place}` }]
  const selectors = [...selector('name', conveyance.name, 'name'), ...selector('vessel-imo', conveyance.imo, 'imo')]
  return { id: 'vessel', role: 'vessel', kind: 'vessel', selectors }
}

/** The goods are an item: they are compared by codes, numbers and places, never by a name. */
function goodsOf(consignment: MergedConsignment['consignment']): Party {
  const { equipmentIds, description } = consignment
  const selectors: Selector[] = [
    ...numbersOf(consignment),
    ...equipmentIds.slice(0, mostNumbers).map(
      (value, place): Selector => ({
        ...{ kind: 'container', value, issuer: null, at: `/consignment/equipmentIds/${place}` },
      }),
    ),
  ]
  if (description !== null)
    selectors.push({ kind: 'hs-text', value: description, issuer: null, at: '/consignment/description' })
  return { id: 'goods', role: 'goods', kind: 'item', selectors }
}

/** The numbers of transport: the consignment's own, its master's, and those of its documents. A declaration has none of its own. */
function numbersOf({ id, level, mode, masterId, documents, parties }: MergedConsignment['consignment']): Selector[] {
  const carrier = parties.find(({ role }) => role === 'carrier')?.id ?? null
  const numbers = new Map<string, string>()
  const add = (value: string | null, at: string): void => {
    if (value !== null && !numbers.has(value)) numbers.set(value, at)
  }
  if (level !== 'declaration') add(id, '/consignment/id')
  add(masterId, '/consignment/masterId')
  for (const [place, { type, id: number }] of documents.entries())
    if (transportDocuments.has((type ?? '').replace(/^N/i, ''))) add(number, `/consignment/documents/${place}/id`)
  return [...numbers].slice(0, mostNumbers).map(([value, at]) => {
    // The prefix of an air waybill is its airline; numbers of houses have none.
    const airline = /^(\d{3})-?\d{8}$/.exec(value)?.[1] ?? null
    return { kind: 'awb', value, issuer: mode === 'air' ? airline : carrier, at }
  })
}
