import { z } from 'zod'
import { CargoSenderSettings } from '../sender-settings.ts'
import { CargoFilerQuality } from './models.ts'

const count = z.int().min(0)
/** The first day of a month of UTC. */
const Month = z.iso.date()

/** The results of inspections of the goods that a filer filed first, ordered in the last 12 months. */
const FilerInspections = z.object({
  open: count,
  found: count,
  nothingFound: count,
  dataError: count,
  notInspected: count,
})

/**
 * A filer of goods. Quality and late filings are of the last 90 days, as the hourly job measured them; null before its first
 * run. Of the filer itself only its name and its settings are shown.
 */
export const CargoFiler = z.object({
  filer: z.uuid(),
  filerName: z.string(),
  kind: CargoSenderSettings.shape.filer,
  tier: CargoSenderSettings.shape.tier,
  quality: CargoFilerQuality.pick({ consignments: true, withErrors: true, quality: true }).nullable(),
  /** The consignments that it filed first and that had a deadline, and those filed after it. */
  filings: z.object({ timed: count, late: count }).nullable(),
  /** The questions of the last 12 months. */
  questions: z.object({ open: count, answered: count, missed: count, withdrawn: count }),
  inspections: FilerInspections,
})
export type CargoFiler = z.infer<typeof CargoFiler>

/** The filers of the last 90 days or with questions or inspections of the last 12 months, by name. */
export const CargoFilerList = z.object({ items: z.array(CargoFiler) })
export type CargoFilerList = z.infer<typeof CargoFilerList>

/**
 * A filer with its defects over 12 months. `months` counts its filings in force or not, and those with a finding that is an error or
 * must be corrected. `codes` counts filings by code of finding and month, the most frequent 40 codes. `isCut`: only its newest 50,000
 * filings count. `answers` counts the answers to it by the state of their delivery.
 */
export const CargoFilerDetail = CargoFiler.extend({
  carriers: z.array(z.string()),
  hasWebhook: z.boolean(),
  months: z.array(z.object({ month: Month, filings: count, defective: count })),
  codes: z.array(z.object({ code: z.string(), count, months: z.array(z.object({ month: Month, count })) })),
  isCut: z.boolean(),
  answers: z.object({ waiting: count, delivered: count, pulled: count, replaced: count, failed: count }),
})
export type CargoFilerDetail = z.infer<typeof CargoFilerDetail>
