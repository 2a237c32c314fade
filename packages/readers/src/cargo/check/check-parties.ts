import type { CargoConsignment, CargoItem, CargoParty } from '@entente/contracts'
import { isConsolidationMaster } from './consolidation-master.ts'
import type { CheckTraits } from './format-traits.ts'
import { isForwarder, isIncomplete, isSameParty, isToOrder, nameInOtherField } from './parties.ts'
import type { ReportPart } from './report-part.ts'

/** The parties that own the goods or receive them. Agents, carriers and others may be named without an address. */
const principals: ReadonlySet<CargoParty['role']> = new Set([
  'consignor',
  'consignee',
  'notify',
  'exporter',
  'importer',
  'buyer',
  'seller',
])

/** Checks the parties of a consignment and of its items, and marks the consignees of negotiable bills. */
export function checkParties(consignment: CargoConsignment, traits: CheckTraits, part: ReportPart): void {
  const houseIsElsewhere =
    (consignment.level === 'master' && traits.masterIsStub) || isConsolidationMaster(consignment, traits)
  checkGroup(consignment, traits, part, houseIsElsewhere)
  for (const item of consignment.items) if (item.parties.length > 0) checkGroup(item, traits, part, houseIsElsewhere)
}

function checkGroup(
  owner: CargoConsignment | CargoItem,
  traits: CheckTraits,
  part: ReportPart,
  houseIsElsewhere: boolean,
): void {
  for (const party of owner.parties) {
    if (!principals.has(party.role)) continue
    if (party.role === 'consignee' && party.name !== null && isToOrder(party.name)) party.toOrder = true
    if (party.role === 'consignee' && party.toOrder) {
      const message = 'a negotiable bill: the consignee is whoever presents it'
      part(party, 'CONSIGNEE_TO_ORDER', 'name', { message, actual: party.name })
    }
    const place = nameInOtherField(party)
    if (place !== null) {
      part(party, 'NAME_IN_OTHER_FIELD', place, { message: `the ${place} holds a name`, actual: party[place] })
    }
    if (isIncomplete(party, traits.partyCountry)) {
      const message = party.name === null ? 'neither a name nor an identifier' : 'a name without a country'
      part(party, 'PARTY_INCOMPLETE', null, { message, actual: party.name })
    }
  }
  const consignor = partyOf(owner, 'consignor') ?? partyOf(owner, 'exporter')
  const consignee = partyOf(owner, 'consignee') ?? partyOf(owner, 'importer')
  if (consignee === undefined || consignee.toOrder || consignee.sameAs !== null) return
  if (consignor !== undefined && isSameParty(consignor, consignee)) {
    const message = `${consignor.role} and ${consignee.role} have the same name and address`
    part(consignee, 'PARTIES_IDENTICAL', 'name', { message, actual: consignee.name })
  }
  if (!houseIsElsewhere && isForwarder(consignee, partyOf(owner, 'agent'))) {
    const message = 'the consignee is a forwarder: who receives the goods is not stated'
    part(consignee, 'FORWARDER_AS_CONSIGNEE', 'name', { message, actual: consignee.name })
  }
}

const partyOf = (owner: { parties: readonly CargoParty[] }, role: CargoParty['role']): CargoParty | undefined =>
  owner.parties.find((party) => party.role === role)
