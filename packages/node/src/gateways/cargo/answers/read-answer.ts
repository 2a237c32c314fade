import { type CargoAnswer, type CargoContact, type CargoResult, CargoSenderSettings } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CargoAnswerTable } from '../store/schema.ts'
import { type AnswerBody, questionsOf } from './answer-row.ts'

export type AnswerRow = Selectable<CargoAnswerTable>

/**
 * Opens an answer in the form that its filer gets. Returns undefined if the transaction may not read it. An answer that is
 * not released has the sequence 0.
 */
export function openAnswer(tx: Tx, row: AnswerRow, settings: unknown): CargoAnswer | undefined {
  const body = tx.openIfAllowed<AnswerBody>(row)?.value
  if (body === undefined) return undefined
  const { event, result } = row as Pick<CargoAnswer, 'event' | 'result'>
  return {
    sequence: Number(row.sequence ?? 0),
    // Not the time of planning: it would show when a person decided.
    at: row.release_at.toISOString(),
    event,
    consignment: body.consignment,
    version: body.version,
    messageId: row.message_id,
    result,
    code: codeOf(settings, { event, result }),
    questions: questionsOf(body.questions),
    method: body.method as CargoAnswer['method'],
    referralId: row.referral_id,
    dueAt: body.dueAt,
    contact: isStated(body.contact) ? body.contact : null,
    ...(body.unchecked === true ? { unchecked: true } : {}),
  }
}

/** A contact that is masked has neither name nor phone. */
const isStated = (contact: CargoContact | null | undefined): contact is CargoContact =>
  typeof contact?.name === 'string' && typeof contact.phone === 'string'

type Codes = Readonly<Record<CargoResult, string>>

/**
 * The words of answers. ACAS: the status codes of the air cargo advance screening of the United States (19 CFR 122.48b).
 * ICS2: the messages of the EU's import control system. Neither has a word for a hold after loading.
 */
const words: Readonly<Record<CargoSenderSettings['answerCodes'], Codes>> = {
  plain: { AC: 'AC', RFI: 'RFI', RFS: 'RFS', DNL: 'DNL', HOLD: 'HOLD' },
  acas: { AC: 'SF', RFI: '7H', RFS: '8H', DNL: '6H', HOLD: 'HOLD' },
  ics2: { AC: 'IE3N03', RFI: 'IE3Q02', RFS: 'IE3Q03', DNL: 'IE3Q01', HOLD: 'HOLD' },
}
const withoutResult = { lifted: 'LIFTED', 'referral-withdrawn': 'WITHDRAWN' } as const

/** Returns the filer's word for an answer. Settings that this release cannot read give plain words. */
export function codeOf(settings: unknown, { event, result }: Pick<CargoAnswer, 'event' | 'result'>): string {
  const { data } = CargoSenderSettings.safeParse(settings ?? {})
  if (result !== null) return words[data?.answerCodes ?? 'plain'][result]
  return event === 'lifted' || event === 'referral-withdrawn' ? withoutResult[event] : ''
}
