import type { CargoEquipment } from '@entente/contracts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankEquipment } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import type { Scope } from '../model/scope.ts'
import type { SentPart } from './line-feed.ts'

/** Returns the identity of a ULD: a loading code behind a hyphen is no part of it. */
export const uldId = (text: string): string => text.replace(/-[A-Z]?\s*$/, '').replace(/[\s-]/g, '')

/** Opens the ULD of this identity, or finds it. Returns null if it is no longer open. */
export function openUld(writer: MessageWriter, sent: SentPart): Scope<CargoEquipment> | null {
  const id = uldId(sent.text)
  const found = writer.findEquipment(id)
  if (found === 'let-go') return null
  if (found !== null) return found
  const scope = writer.equipment(blankEquipment('uld', id, sent.text.trim()))
  scope.note('id', sent)
  return scope
}

/** Says that a consignment is on a ULD. `list` gets the identity of the ULD once. */
export function loadUld(
  writer: MessageWriter,
  sent: SentPart | undefined,
  consignmentId: string,
  list: string[],
): void {
  if (sent === undefined) return
  const id = uldId(sent.text)
  if (!hasEntry(list, id)) list.push(id)
  const ids = openUld(writer, sent)?.owner.consignmentIds
  if (ids !== undefined && ids.at(-1) !== consignmentId && !hasEntry(ids, consignmentId)) ids.push(consignmentId)
}
