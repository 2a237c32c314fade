import { CargoSenderSettings, type Sender } from '@entente/contracts'
import type { z } from 'zod'
import type { ReadSender } from '../../../app/use-sender-form.ts'
import type { FieldFault } from '../../../parts/form-faults.ts'
import { itemsIn } from '../../../parts/items-in.ts'

type Settings = z.infer<typeof CargoSenderSettings>
/** The settings of a filer that have a fixed list of values. */
export const settingOptions = {
  filer: CargoSenderSettings.shape.filer.unwrap().options,
  tier: CargoSenderSettings.shape.tier.unwrap().options,
  answerCodes: CargoSenderSettings.shape.answerCodes.unwrap().options,
} as const

export interface FilerForm extends Pick<Settings, 'filer' | 'tier' | 'answerCodes'> {
  name: string
  /** The codes as typed, separated by blanks or commas. */
  carriers: string
  callbackUrl: string
}

/** Fills the form from a filer. Settings that this release cannot read give the defaults. */
export function formOfFiler(sender: Sender): FilerForm {
  const read = CargoSenderSettings.safeParse(sender.settings)
  const { carriers, ...settings } = read.success ? read.data : CargoSenderSettings.parse({})
  return { ...settings, name: sender.name, carriers: carriers.join(' '), callbackUrl: sender.callbackUrl ?? '' }
}

/** Returns the change to send, or the faults of the fields. */
export function readFiler(
  { name, carriers, callbackUrl, ...settings }: FilerForm,
  words: { empty: string; carriers: string },
): ReadSender {
  const faults: FieldFault[] = []
  if (name.trim() === '') faults.push({ code: 'empty', at: '/name', message: words.empty })
  const codes = itemsIn(carriers.toUpperCase())
  if (!CargoSenderSettings.shape.carriers.safeParse(codes).success)
    faults.push({ code: 'carrier', at: '/settings/carriers', message: words.carriers })
  if (faults.length > 0) return { faults }
  const address = callbackUrl.trim()
  return {
    patch: {
      ...{ name: name.trim(), callbackUrl: address === '' ? null : address },
      settings: { ...settings, carriers: codes },
    },
  }
}
