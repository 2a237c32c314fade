import { BoardingOutcome, CarrierCode, type Purpose, type Sender, TravelSenderSettings } from '@entente/contracts'
import type { ReadSender } from '../../../app/use-sender-form.ts'
import type { FieldFault } from '../../../parts/form-faults.ts'
import { itemsIn } from '../../../parts/items-in.ts'

export const formats = ['PAXLST', 'PNRGOV'] as const
type Format = (typeof formats)[number]
/** The legal regimes that can apply to a carrier's messages. */
export const travelRegimes = ['icao', 'eu-pnr', 'eu-api-border', 'eu-api-law', 'own'] as const

export interface SenderForm {
  name: string
  regimes: Record<Format, string>
  purposes: Record<Format, Purpose[]>
  /** The codes as typed, separated by blanks or commas. */
  carriers: string
  callbackUrl: string
  acknowledge: boolean
  answerCodes: Record<BoardingOutcome, { code: string; text: string }>
}

export function formOfSender(sender: Sender): SenderForm {
  const { carriers, acknowledge, answerCodes } = TravelSenderSettings.parse(sender.settings)
  return {
    name: sender.name,
    regimes: { PAXLST: sender.regimes.PAXLST ?? '', PNRGOV: sender.regimes.PNRGOV ?? '' },
    purposes: { PAXLST: sender.purposes.PAXLST ?? [], PNRGOV: sender.purposes.PNRGOV ?? [] },
    carriers: carriers.join(' '),
    callbackUrl: sender.callbackUrl ?? '',
    acknowledge,
    answerCodes,
  }
}

/** Returns the change to send, or the faults of the fields. */
export function readSender(
  form: SenderForm,
  say: { empty: string; code: string; purposes: string; carriers: string },
): ReadSender {
  const faults: FieldFault[] = []
  if (form.name.trim() === '') faults.push({ code: 'empty', at: '/name', message: say.empty })
  for (const format of formats) {
    if (form.purposes[format].length === 0) {
      faults.push({ code: 'none-chosen', at: `/purposes/${format}`, message: say.purposes })
    }
  }
  for (const outcome of BoardingOutcome.options) {
    const { code, text } = form.answerCodes[outcome]
    if (!/^[0-9A-Z]{2}$/.test(code))
      faults.push({ code: 'code', at: `/settings/answerCodes/${outcome}/code`, message: say.code })
    if (text.trim() === '')
      faults.push({ code: 'empty', at: `/settings/answerCodes/${outcome}/text`, message: say.empty })
  }
  const carriers = itemsIn(form.carriers.toUpperCase())
  if (!carriers.every((code) => CarrierCode.safeParse(code).success)) {
    faults.push({ code: 'carrier', at: '/settings/carriers', message: say.carriers })
  }
  if (faults.length > 0) return { faults }
  const callbackUrl = form.callbackUrl.trim()
  return {
    patch: {
      name: form.name.trim(),
      regimes: form.regimes,
      purposes: form.purposes,
      callbackUrl: callbackUrl === '' ? null : callbackUrl,
      settings: { carriers, acknowledge: form.acknowledge, answerCodes: form.answerCodes },
    },
  }
}
