import type { CargoParty, Party, Selector } from '@entente/contracts'
import type { MergedConsignment } from '../classes/content-classes.ts'

/** Contacts that are selectors, by the type that messages state. */
const contactKinds: Readonly<Record<string, Selector['kind']>> = {
  ...{ TE: 'phone', CT: 'phone', AL: 'phone', MOBILE: 'phone', PHONE: 'phone', TEL: 'phone' },
  ...{ EM: 'email', EMAIL: 'email' },
}
/** The most parties of a consignment that are compared, those of its items last. */
const mostParties = 60
/** The most containers of a consignment that are selectors. */
const mostEquipment = 200

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
  for (const { party, at } of named) {
    const selectors = selectorsOf(party, at)
    if (!isNamed(party) || isKnown(parties, selectors) || parties.length >= mostParties) continue
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

/** One firm under two roles, such as consignee and importer, is compared once for each role; twice in one role is not. */
function isKnown(parties: readonly Party[], selectors: readonly Selector[]): boolean {
  const text = JSON.stringify(selectors.map(({ kind, value }) => [kind, value]))
  return parties.some((party) => JSON.stringify(party.selectors.map(({ kind, value }) => [kind, value])) === text)
}

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

/** The goods are an item: they are compared by what they are and where they travel, never by a name. */
function goodsOf(consignment: MergedConsignment['consignment']): Party {
  const { id, mode, equipmentIds, description, parties } = consignment
  const carrier = parties.find(({ role }) => role === 'carrier')?.id ?? null
  const selectors: Selector[] = [
    { kind: 'awb', value: id, issuer: mode === 'air' ? id.slice(0, 3) : carrier, at: '/consignment/id' },
    ...equipmentIds.slice(0, mostEquipment).map(
      (value, place): Selector => ({
        ...{ kind: 'container', value, issuer: null, at: `/consignment/equipmentIds/${place}` },
      }),
    ),
  ]
  if (description !== null)
    selectors.push({ kind: 'hs-text', value: description, issuer: null, at: '/consignment/description' })
  return { id: 'goods', role: 'goods', kind: 'item', selectors }
}
