import { z } from 'zod'

/** A carrier code: two or three letters or digits (air), or two to four letters (sea). */
const CargoCarrierCode = z.string().regex(/^[A-Z0-9]{2,4}$/)

/** The settings of a filer. */
export const CargoSenderSettings = z.strictObject({
  /** The role of the filer in the trade. Stored; no rule reads it yet. */
  filer: z.enum(['carrier', 'forwarder', 'express', 'postal', 'declarant']).default('carrier'),
  /** `known`: an authorised operator, such as a known consignor or an AEO. Random rates are set for each tier. */
  tier: z.enum(['known', 'other']).default('other'),
  /** The carriers for which it may file masters. */
  carriers: z
    .array(CargoCarrierCode)
    .max(500)
    .transform((codes) => [...new Set(codes)])
    .default([]),
  /** The words of answers to the filer: plain (`AC`), of the United States' ACAS (`SF`), or of the EU's ICS2 (`IE3N03`). */
  answerCodes: z.enum(['plain', 'acas', 'ics2']).default('plain'),
})
export type CargoSenderSettings = z.infer<typeof CargoSenderSettings>

/** How many active signals a node has about people, organisations and consignments, and how many of them may be compared with the goods of a filer. */
export const ComparableSignals = z.object({ comparable: z.int().min(0), signals: z.int().min(0) })
export type ComparableSignals = z.infer<typeof ComparableSignals>
