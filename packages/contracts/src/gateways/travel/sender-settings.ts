import { z } from 'zod'

/**
 * The code of a carrier in schedules: two characters (IATA), at least one of them a letter, or three letters (ICAO).
 */
export const CarrierCode = z.string().regex(/^([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3})$/)
const AnswerCode = z.strictObject({ code: z.string().regex(/^[0-9A-Z]{2}$/), text: z.string().max(70) })

/** The settings of a carrier. */
export const TravelSenderSettings = z.strictObject({
  /** The carriers that the sender's schedule may name, by their codes in schedules. */
  carriers: z
    .array(CarrierCode)
    .max(500)
    .transform((codes) => [...new Set(codes)])
    .default([]),
  /** Whether the node acknowledges each message. */
  acknowledge: z.boolean().default(false),
  /** The code and text of the answer for each outcome. */
  answerCodes: z
    .strictObject({
      'ok-to-board': AnswerCode.default({ code: '0Z', text: 'OK TO BOARD' }),
      'further-check': AnswerCode.default({ code: '2Z', text: 'FURTHER CHECK' }),
      'do-not-board': AnswerCode.default({ code: '1Z', text: 'DO NOT BOARD' }),
      'insufficient-data': AnswerCode.default({ code: '4Z', text: 'INSUFFICIENT DATA' }),
    })
    .prefault({}),
})
export type TravelSenderSettings = z.infer<typeof TravelSenderSettings>
