import { z } from 'zod'

export const CargoPeersQuery = z.object({ of: z.enum(['value', 'kgPerPiece', 'kgPerM3']).default('value') })
export type CargoPeersQuery = z.infer<typeof CargoPeersQuery>

/**
 * How a measure of a consignment compares with others of the same HS code. `level` is null if fewer than 30 others are
 * known at each level; `n` then counts those of the chapter. Points are drawn at random and rounded to two significant
 * digits, so that they name no consignment.
 */
export const CargoPeers = z.object({
  level: z.enum(['hs6', 'hs4', 'hs2']).nullable(),
  code: z.string().nullable(),
  /** The length of time over which others are counted. */
  months: z.int(),
  n: z.int(),
  /** Gross mass in kg, and the measure. At most 500. */
  points: z.array(z.tuple([z.number(), z.number()])),
  median: z.number().nullable(),
  /** The median distance of the logarithm of the measure from its median, times 1.4826. */
  mad: z.number().nullable(),
  /** How many such distances the logarithm of the own measure is from the median. Null if the distance is 0. */
  z: z.number().nullable(),
  own: z.tuple([z.number(), z.number()]).nullable(),
})
export type CargoPeers = z.infer<typeof CargoPeers>

/** The usual routes between the origin and the destination of a consignment, the most used first. */
export const CargoUsualRoute = z.object({
  /** The places between origin and destination; empty for a direct route. */
  via: z.array(z.string()),
  share: z.number().min(0).max(1),
  n: z.int(),
})

/** The route of a consignment. A place without known coordinates has null there. */
export const CargoRoute = z.object({
  places: z.array(
    z.object({
      code: z.string(),
      name: z.string().nullable(),
      country: z.string().nullable(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      precision: z.enum(['place', 'country']).nullable(),
    }),
  ),
  legs: z.array(
    z.object({
      seq: z.int(),
      reference: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      carrier: z.string().nullable(),
      departureAt: z.string().nullable(),
      arrivalAt: z.string().nullable(),
      mode: z.string().nullable(),
    }),
  ),
  usual: z.array(CargoUsualRoute),
})
export type CargoRoute = z.infer<typeof CargoRoute>

/**
 * The goods lines whose description suggests other headings of the Harmonized System than their code, with the three headings that it
 * suggests, best first. `at` is the JSON pointer of the line, such as `/items/0`; empty for the consignment. A hint: the texts of the
 * system are not the words of trade.
 */
export const CargoHeadingList = z.object({
  items: z.array(z.object({ at: z.string(), headings: z.array(z.object({ code: z.string(), text: z.string() })) })),
})
export type CargoHeadingList = z.infer<typeof CargoHeadingList>

/**
 * How often this node saw a party, two parties together, a route, or a code for a consignee before, of which `kind` tells.
 * `consignments` counts others than this one, and `since` is the day of the first of them; null if there is none. Counts end
 * with the masking of their month. `consignorAsConsignee` counts those to which the consignor was consignee, `consigneeAsConsignor` the
 * opposite; both are listed only if there is one.
 */
export const CargoSighting = z.object({
  kind: z.enum([
    'consignor',
    'consignee',
    'pair',
    'route',
    'hsForConsignee',
    'consignorAsConsignee',
    'consigneeAsConsignor',
  ]),
  /** The HS code of `hsForConsignee`; null for the others. */
  code: z.string().nullable(),
  consignments: z.int().min(0),
  filers: z.int().min(0),
  since: z.iso.date().nullable(),
})
export type CargoSighting = z.infer<typeof CargoSighting>
export const CargoSightingList = z.object({ items: z.array(CargoSighting) })
export type CargoSightingList = z.infer<typeof CargoSightingList>
