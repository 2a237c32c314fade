import type { CargoConsignment, CargoEquipment, CargoLoad } from '@entente/contracts'
import { readContainerNumber } from '../check/check-digits.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankEquipment, blankLoad } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import { tidyText } from '../model/text.ts'

/** A container on which a consignment is loaded. */
export interface LoadedContainer {
  id: string
  /** Null if the container was let go, because the message has too many to keep them open. */
  equipment: Scope<CargoEquipment> | null
  /** Null if this consignment is on this container already. */
  load: Scope<CargoLoad> | null
}

/**
 * Puts a consignment on a container, which the message names once or more often. Opens the container and the load where they
 * are new. Returns null if the element has no text.
 */
export function loadContainer(
  message: MessageWriter,
  consignment: Scope<CargoConsignment>,
  sent: Sent | undefined,
): LoadedContainer | null {
  const asSent = sent === undefined ? null : tidyText(sent.text)
  if (asSent === null || sent === undefined) return null
  const { id } = readContainerNumber(asSent)
  const open = message.findEquipment(id)
  const equipment = open === 'let-go' ? null : (open ?? message.equipment(blankEquipment('container', id, asSent)))
  if (open === null) equipment?.note('id', sent)
  const { equipmentIds, id: consignmentId } = consignment.owner
  if (hasEntry(equipmentIds, id)) return { id, equipment, load: null }
  consignment.note(`equipmentIds/${equipmentIds.length}`, sent)
  equipmentIds.push(id)
  if (equipment !== null && !hasEntry(equipment.owner.consignmentIds, consignmentId)) {
    equipment.owner.consignmentIds.push(consignmentId)
  }
  return { id, equipment, load: message.load(blankLoad(consignmentId, id)) }
}
