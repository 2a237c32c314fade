import type { CargoSeal } from '@entente/contracts'
import { hasKey } from './has-entry.ts'
import type { Scope } from './scope.ts'
import type { Sent } from './sent.ts'
import { tidyText } from './text.ts'

/** Texts that writers put where no seal is. */
const noSeal = /^(?:[\s.*/-]*|0+|X+|N\/?A|NIL|NONE|NO ?SEALS?|UNSEALED|WITHOUT|UNKNOWN)$/i

/** Tests whether a text in the place of a seal number names a seal. */
export const isSeal = (text: string): boolean => !noSeal.test(text.trim())

/** Adds a seal, unless the text says that there is none or the seal is there already. */
export function addSeal<T extends { seals: CargoSeal[] }>(
  scope: Scope<T>,
  text: string,
  sent: Sent,
  party: string | null,
): void {
  const id = tidyText(text)
  const { seals } = scope.owner
  if (id === null || !isSeal(id) || hasSeal(seals, id)) return
  scope.note(`seals/${seals.length}/id`, sent)
  seals.push({ id, party })
}

/** Most lists have one seal or two, for which an index costs more than it saves. */
const hasSeal = (seals: CargoSeal[], id: string): boolean =>
  seals.length <= 8 ? seals.some((seal) => seal.id === id) : hasKey(seals, id, idOf)

const idOf = ({ id }: CargoSeal): string => id
