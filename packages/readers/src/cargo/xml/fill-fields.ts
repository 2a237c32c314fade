import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import type { Scope } from '../model/scope.ts'
import type { XmlNode } from './xml-node.ts'

type TextField<T extends object> = Parameters<Scope<T>['text']>[0]
type NumberField<T extends object> = Parameters<Scope<T>['count']>[0]
type ListField<T extends object> = Parameters<Scope<T>['push']>[0]

/**
 * One line of a field map: how the value is read, the field, and the path of the element. `list` adds the text of every last
 * element of the path. `kilograms` and `cubicMetres` are for elements whose unit the format fixes.
 */
export type FieldRow<T extends object> =
  | readonly [kind: 'text' | 'xmlDate', field: TextField<T>, ...path: string[]]
  | readonly [kind: 'count' | 'kilograms' | 'cubicMetres', field: NumberField<T>, ...path: string[]]
  | readonly [kind: 'list', field: ListField<T>, ...path: string[]]

/** Sets the fields of an object from the elements that a field map names. Absent elements set nothing. */
export function fillFields<T extends object>(
  scope: Scope<T>,
  node: XmlNode | undefined,
  rows: readonly FieldRow<T>[],
): void {
  if (node === undefined) return
  for (const [kind, field, ...path] of rows) {
    const key = field as never
    if (kind === 'list') {
      for (const one of everyAt(node, path)) scope.push(key, one)
      continue
    }
    const found = node.find(...path)
    if (found === undefined) continue
    if (kind === 'text') scope.text(key, found)
    else if (kind === 'count') scope.count(key, found)
    else if (kind === 'kilograms') scope.kilograms(key, found, 'KGM')
    else if (kind === 'cubicMetres') scope.cubicMetres(key, found, 'MTQ')
    else scope.xmlDate(key, found)
  }
}

/** Returns every element at this path of names: all of each name, in the order of the document. */
export function everyAt(node: XmlNode, path: readonly string[]): XmlNode[] {
  let nodes = [node]
  for (const name of path) nodes = nodes.flatMap((one) => one.all(name))
  return nodes
}

/** Returns true if the element or one below it has a text. */
export function saysAnything(node: XmlNode): boolean {
  return node.text.trim() !== '' || node.children.some(saysAnything)
}

/** Reports an element with a consignment that has no number, and quarantines it: nothing could be found by it later. */
export function quarantineUnnamed(file: CargoFile, message: MessageWriter, node: XmlNode, why: string): void {
  const position = node.position()
  message.scope.report('CONSIGNMENT_ID_MISSING', null, { message: why, position })
  file.quarantine(position.byte, node.until, 'CONSIGNMENT_ID_MISSING')
}
