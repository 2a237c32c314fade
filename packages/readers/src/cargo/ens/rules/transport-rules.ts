import { type EnsRule, headerRule, itemRule, modeIs } from './rule.ts'

/** An IMO ship number has 7 digits and a European vessel number (ENI) has 8. The check digit is another finding. */
const SHIP_NUMBER = /^\d{7,8}$/
/** Carrier of at most 3 characters, number of at most 4 digits, optional suffix. */
const FLIGHT_NUMBER = /^[A-Za-z0-9]{1,3}\d{1,4}[A-Za-z]?$/

/** Rules about the means of transport and the places. */
export const TRANSPORT_RULES: EnsRule[] = [
  itemRule(
    '8104',
    'the place of loading stands in the header or at every item',
    'PlaLoaGOOITE333',
    (item, ens) => ens.placeOfLoading === null && item.placeOfLoading === null,
  ),
  itemRule(
    '8136',
    'an item has no place of loading if the header has one',
    'PlaLoaGOOITE333',
    (item, ens) => ens.placeOfLoading !== null && item.placeOfLoading !== null,
  ),
  headerRule(
    '8107',
    'modes 1 and 8 need the identity of the means of transport',
    'IdeOfMeaOfTraCroHEA85',
    (ens) => modeIs(ens, 1, 8) && ens.conveyanceId === null,
  ),
  headerRule(
    '8108',
    'modes 3, 10 and 11 need the nationality of the identified means of transport',
    'NatOfMeaOfTraCroHEA87',
    (ens) => modeIs(ens, 3, 10, 11) && ens.conveyanceId !== null && ens.conveyanceNationality === null,
  ),
  headerRule(
    '8113',
    'mode 4 has no identity of the means of transport',
    'IdeOfMeaOfTraCroHEA85',
    (ens) => modeIs(ens, 4) && ens.conveyanceId !== null,
    (ens) => ens.conveyanceId,
  ),
  {
    rule: '8114',
    code: 'ENS_RULE',
    says: 'the means of transport of modes 1 and 8 is an IMO number of 7 digits or an ENI number of 8',
    element: 'IdeOfMeaOfTraCroHEA85',
    check(ens, tell) {
      if (!modeIs(ens, 1, 8)) return
      if (ens.conveyanceId !== null && !SHIP_NUMBER.test(ens.conveyanceId))
        tell({ at: ens.at, actual: ens.conveyanceId })
      for (const item of ens.items)
        for (const id of item.conveyanceIds) if (!SHIP_NUMBER.test(id)) tell({ at: item.at, item, actual: id })
    },
  },
  headerRule(
    '8115',
    'only an identified means of transport of mode 3, 10 or 11 has a nationality',
    'NatOfMeaOfTraCroHEA87',
    (ens) => ens.conveyanceNationality !== null && !(modeIs(ens, 3, 10, 11) && ens.conveyanceId !== null),
    (ens) => ens.conveyanceNationality,
  ),
  headerRule(
    '8118',
    'the conveyance reference of mode 4 is a flight number',
    'ConRefNumHEA',
    (ens) => modeIs(ens, 4) && !FLIGHT_NUMBER.test(ens.conveyanceReference ?? ''),
    (ens) => ens.conveyanceReference,
  ),
]
