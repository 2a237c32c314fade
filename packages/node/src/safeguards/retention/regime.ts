import { Instant, Purpose, RegimeId } from '@entente/contracts'
import { z } from 'zod'
import { addDuration, Duration } from './durations.ts'

/** Categories of personal data that a law masks (Directive (EU) 2016/681, Art. 12(2)). */
export const maskedCategories = ['names', 'address', 'contact', 'payment', 'frequent-flyer', 'remarks', 'api'] as const
export type MaskedCategory = (typeof maskedCategories)[number]

/** A legal regime as data: when a record is masked and deleted, which purposes may read it, and who may unmask it. */
export const Regime = z
  .strictObject({
    id: RegimeId,
    version: z.int().min(1),
    legalReference: z.string().min(1).max(400),
    /** The event with which the clocks begin. `departure` and `removal` begin at receipt while unknown; before `conclusion` no clock runs. */
    start: z.enum(['receipt', 'departure', 'removal', 'conclusion']),
    maskAfter: Duration.nullable(),
    deleteAfter: Duration,
    /** When a record in which nothing was found is deleted; null: as any other. */
    deleteWithoutHitAfter: Duration.nullable(),
    /** With `objective-evidence`, a subject without recorded evidence is deleted when it would be masked. */
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
    /** With 0.5, the durations of subjects under 18 on the first day are halved. */
    minorFactor: z.union([z.literal(1), z.literal(0.5)]),
    validFrom: Instant,
    unverified: z.boolean(),
  })
  .refine((r) => r.maskAfter === null || ends(r.maskAfter) <= ends(r.deleteAfter), {
    path: ['deleteAfter'],
    message: 'deleteAfter is before maskAfter',
  })
  .refine((r) => r.deleteWithoutHitAfter === null || ends(r.deleteWithoutHitAfter) <= ends(r.deleteAfter), {
    path: ['deleteWithoutHitAfter'],
    message: 'deleteWithoutHitAfter is after deleteAfter',
  })
  .refine((r) => r.keepBeyondMask === 'always' || r.maskAfter !== null, {
    path: ['keepBeyondMask'],
    message: 'objective-evidence needs maskAfter',
  })
export type Regime = z.infer<typeof Regime>

const epoch = new Date('2026-01-01T00:00:00.000Z')
const ends = (duration: string): Date => addDuration(epoch, duration)

/** Fields that may change under the same version number, because they have no effect on data. */
const wordings = ['legalReference', 'unverified']

/**
 * Returns the fields in which two texts of one version of a regime differ, except their wording. A version that was in force never changes:
 * data that came under it keeps its clocks.
 */
export function changedFields(before: Regime, after: Regime): string[] {
  return (Object.keys(Regime.shape) as (keyof Regime)[]).filter(
    (field) => !wordings.includes(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
}
