import { Instant, Purpose, RegimeId } from '@entente/contracts'
import { z } from 'zod'
import { addDuration, Duration } from './durations.ts'
import cargoOwn from './regimes/cargo-own.json' with { type: 'json' }
import euApiBorder from './regimes/eu-api-border.json' with { type: 'json' }
import euApiLaw from './regimes/eu-api-law.json' with { type: 'json' }
import euPnr from './regimes/eu-pnr.json' with { type: 'json' }
import icao from './regimes/icao.json' with { type: 'json' }
import own from './regimes/own.json' with { type: 'json' }
import platformTco from './regimes/platform-tco.json' with { type: 'json' }
import platformUpload from './regimes/platform-upload.json' with { type: 'json' }
import signal from './regimes/signal.json' with { type: 'json' }

/** Categories of personal data that a law masks (Directive (EU) 2016/681, Art. 12(2)). */
export const maskedCategories = ['names', 'address', 'contact', 'payment', 'frequent-flyer', 'remarks', 'api'] as const
export type MaskedCategory = (typeof maskedCategories)[number]

/**
 * Fields of a regime that this release reads and shows but does not apply: every period begins at receipt, and nothing
 * is unmasked.
 */
const notYetApplied = ['keepBeyondMask', 'minorFactor', 'start', 'unmask'] as const

/** A legal regime as data: when a record is masked and deleted, which purposes may read it, and who may unmask it. */
export const Regime = z
  .strictObject({
    id: RegimeId,
    version: z.int().min(1),
    legalReference: z.string().min(1),
    start: z.enum(['receipt', 'departure', 'removal']),
    maskAfter: Duration.nullable(),
    deleteAfter: Duration,
    keepBeyondMask: z.enum(['always', 'objective-evidence']),
    maskedFields: z.array(z.enum(maskedCategories)),
    purposes: z.array(Purpose).min(1),
    unmask: z
      .strictObject({
        approver: z.enum(['supervisor', 'other-unit', 'competent-authority', 'judicial', 'none']),
        informOversight: z.boolean(),
        maxHours: z.int().min(1).max(24),
      })
      .nullable(),
    minorFactor: z.union([z.literal(1), z.literal(0.5)]),
    validFrom: Instant,
    unverified: z.boolean(),
  })
  .refine((r) => r.maskAfter === null || addDuration(epoch, r.maskAfter) <= addDuration(epoch, r.deleteAfter), {
    message: 'deleteAfter is before maskAfter',
  })
export type Regime = z.infer<typeof Regime>
/** A regime as the node loads it. `notYet` lists its fields that this release does not apply. */
export const LoadedRegime = z.object({ ...Regime.shape, notYet: z.array(z.enum(notYetApplied)) })
export type LoadedRegime = z.infer<typeof LoadedRegime>
const epoch = new Date('2026-01-01T00:00:00.000Z')

const files = [icao, euPnr, euApiBorder, euApiLaw, platformTco, platformUpload, cargoOwn, signal, own]
/** All regimes of this release. If a file does not fit its schema, the node does not start. */
export const regimes: Readonly<Record<RegimeId, LoadedRegime>> = Object.fromEntries(
  files.map((file) => {
    const regime = Regime.parse(file)
    return [regime.id, { ...regime, notYet: [...notYetApplied] }]
  }),
) as Record<RegimeId, LoadedRegime>

/** Computes when a record that was received at `start` is masked (null means never) and deleted. */
export function clocksOf(regime: RegimeId, start: Date): { maskAt: Date | null; deleteAt: Date } {
  const { maskAfter, deleteAfter } = regimes[regime]
  return {
    maskAt: maskAfter === null ? null : addDuration(start, maskAfter),
    deleteAt: addDuration(start, deleteAfter),
  }
}
