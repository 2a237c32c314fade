import { z } from 'zod'
import { Instant } from '../../terms/ids.ts'

/** The place of a value: a JSON pointer into the consignment, such as `/description` or `/items/0/hsCodes`. */
const path = z.string().max(300)
/** A text to a filer. It must name no signal, rule or member. */
const text = z.string().trim().min(1).max(1000)
/** The code of the finding that a question is about. The table of findings in the guide for filers lists the codes. */
const finding = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,63}$/)
  .optional()
/** Null: the usual time of the table `deadlines`. */
const deadline = Instant.nullable().default(null)

/** The questions of a request for information. A new version that changes the values at all paths answers it. */
export const RfiDetails = z.strictObject({
  questions: z.array(z.strictObject({ path, text, finding })).min(1).max(10),
  deadline,
})
export const screeningMethods = ['xray', 'etd', 'canine', 'physical', 'other'] as const
/** How goods are to be screened before loading. `etd`: explosive trace detection. */
export const RfsDetails = z.strictObject({ method: z.enum(screeningMethods), deadline })
/** The places that an inspector is to look at. The filer does not see them. */
export const InspectDetails = z.strictObject({ focus: z.array(path).max(100).default([]) })
/** The contact whom the filer may ask about a refusal. */
export const CargoContact = z.strictObject({
  name: z.string().trim().min(1).max(200),
  phone: z.string().trim().min(3).max(60),
})
export type CargoContact = z.infer<typeof CargoContact>
/** The details of `DNL` and `hold`. */
export const RefusalDetails = z.strictObject({ contact: CargoContact })
