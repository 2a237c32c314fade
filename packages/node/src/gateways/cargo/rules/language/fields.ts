/** The types of fields. `int` is a 64-bit integer, a BigInt in JavaScript. */
export type FieldType = 'string' | 'int' | 'double' | 'bool' | 'list<string>'

/**
 * The subject of a condition on a field. The lint asks for a condition about `goods`, `route` or `quality` beside one about a
 * party. `name` and `place` are about a party; `other` is none of these.
 */
export type Ground = 'goods' | 'route' | 'quality' | 'name' | 'place' | 'other'

export interface Field {
  /** The path behind `c.`, or `now`. */
  path: string
  type: FieldType
  ground: Ground
  meaning: string
  /** The place of the value in `RuleInput.values`. */
  slot: number
}

type Row = readonly [path: string, type: FieldType, ground: Ground, meaning: string]

const parties = [
  ['consignor', 'the consignor'],
  ['consignee', 'the consignee'],
  ['notify', 'the first party to notify'],
] as const

const rows: readonly Row[] = [
  ['level', 'string', 'other', 'master, house or declaration'],
  ['mode', 'string', 'route', 'air, sea, road, rail, mail, multimodal, fixed or inland-waterway'],
  ['origin', 'string', 'route', 'place code of the origin, as sent'],
  ['destination', 'string', 'route', 'place code of the destination, as sent'],
  ['exportCountry', 'string', 'route', 'country of export, two letters'],
  ['destinationCountry', 'string', 'route', 'country of destination, two letters'],
  ['nature', 'string', 'route', 'import, export, transit or transhipment'],
  ['currency', 'string', 'goods', 'currency of the declared value'],
  ['routeCountries', 'list<string>', 'route', 'countries of the route, in its order'],
  ['pieces', 'int', 'goods', 'pieces that the carrier handles'],
  ['packages', 'int', 'goods', 'packages that the shipper counted'],
  ['grossKg', 'double', 'goods', 'gross mass in kg'],
  ['volumeM3', 'double', 'goods', 'volume in m3'],
  ['kgPerPiece', 'double', 'goods', 'gross mass by pieces'],
  ['kgPerM3', 'double', 'goods', 'gross mass by volume'],
  [
    'valuePerKg',
    'double',
    'goods',
    'value in the currency of the node by gross mass; absent without a rate of the day',
  ],
  ['description', 'string', 'goods', 'description of the goods, then that of each item on a line of its own'],
  ['handlingText', 'string', 'goods', 'handling texts, each on a line of its own'],
  ['hs', 'list<string>', 'goods', 'HS codes as sent'],
  ['hs4', 'list<string>', 'goods', 'HS headings, four digits'],
  ['hs2', 'list<string>', 'goods', 'HS chapters, two digits'],
  ['unNumbers', 'list<string>', 'goods', 'UN numbers of dangerous goods'],
  ['unClasses', 'list<string>', 'goods', 'classes of the UN numbers; absent without a table of UN numbers'],
  ['specialHandling', 'list<string>', 'goods', 'special handling codes'],
  ['equipment', 'list<string>', 'goods', 'containers, ULDs and trailers'],
  ['findings', 'list<string>', 'quality', 'codes of the findings of reading and reconciliation'],
  ['tags', 'list<string>', 'goods', 'tags of the tables and of rules of effect tag'],
  ['partyRoles', 'list<string>', 'quality', 'roles of the parties, each once'],
  ...parties.flatMap(([party, words]): Row[] => [
    [`${party}.name`, 'string', 'name', `name of ${words}`],
    [`${party}.country`, 'string', 'place', `country of ${words}, two letters`],
    [`${party}.city`, 'string', 'place', `city of ${words}`],
    [`${party}.id`, 'string', 'place', `identifier of ${words}; many begin with a country`],
  ]),
  ['firstSeen.consignor', 'bool', 'other', 'no earlier consignment has this consignor'],
  ['firstSeen.consignee', 'bool', 'other', 'no earlier consignment has this consignee'],
  ['firstSeen.pair', 'bool', 'other', 'no earlier consignment has this consignor with this consignee'],
  ['firstSeen.route', 'bool', 'route', 'no earlier consignment has this route'],
  ['firstSeen.hsForConsignee', 'bool', 'goods', 'this consignee has had no goods of this HS code'],
  ['quality', 'double', 'quality', 'data quality of the filer, 0 to 1'],
  ['watch.best', 'double', 'other', 'highest score of a party against the watchlists, 0 to 1'],
  ['watch.kinds', 'list<string>', 'other', 'kinds of the watchlist hits'],
  ['score', 'double', 'other', 'score of the model, 0 to 1'],
]

/** The fields of a consignment in the order of their slots. Editors show them as completions. */
export const fields: readonly Field[] = rows.map(([path, type, ground, meaning], slot) => ({
  path: `c.${path}`,
  type,
  ground,
  meaning,
  slot,
}))

/** The time of the assessment. It is a value of the input, not a clock, so that an assessment can be repeated. */
export const nowField: Field = {
  path: 'now',
  type: 'string',
  ground: 'other',
  meaning: 'time of the assessment, UTC, such as 2026-03-01T10:00:00Z',
  slot: fields.length,
}

/** The fields by path, `c.grossKg` and `now`. */
export const fieldByPath: ReadonlyMap<string, Field> = new Map(
  [...fields, nowField].map((field) => [field.path, field]),
)

/** Parts of `c` that have fields of their own, such as `c.consignor`. They can be asked for with `has` only. */
export const groups: ReadonlySet<string> = new Set(
  fields.flatMap(({ path }) => (path.split('.').length === 3 ? [path.slice(0, path.lastIndexOf('.'))] : [])),
)

/** Returns the slot of a field that is known to exist. */
export function slotOf(path: string): number {
  const field = fieldByPath.get(path)
  if (field === undefined) throw new Error(`no field ${path}`)
  return field.slot
}
