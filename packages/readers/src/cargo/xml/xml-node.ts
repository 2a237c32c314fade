import type { CargoPosition } from '@entente/contracts'
import type { Sent } from '../model/sent.ts'
import { tidyText } from '../model/text.ts'

const noAttributes: Readonly<Record<string, string>> = Object.freeze({})

/** One XML element. Names are local (without prefix) and keep their case. */
export class XmlNode implements Sent {
  readonly name: string
  readonly parent: XmlNode | null
  /** The names of attributes are as sent. */
  readonly attributes: Readonly<Record<string, string>>
  // The children are linked and not in an array. V8 moves arrays of a site that once lived long to its old space at once, where
  // they would keep the elements of every document until the next full collection.
  private first: XmlNode | null = null
  private last: XmlNode | null = null
  private next: XmlNode | null = null
  /** The text directly inside the element. */
  text = ''
  /** The number of the element among those of its name that its parent had so far, from 1. Set for elements that are let go. */
  nth = 0
  /** The byte after the element, of elements that are not attached. */
  until = 0
  private streamed: Map<string, number> | null = null
  private readonly byte: number
  private readonly line: number
  private readonly column: number

  constructor(
    name: string,
    parent: XmlNode | null,
    attributes: Readonly<Record<string, string>> | null,
    byte: number,
    line: number,
    column: number,
  ) {
    this.name = name
    this.parent = parent
    this.attributes = attributes ?? noAttributes
    this.byte = byte
    this.line = line
    this.column = column
  }

  /** Adds a child that stays with this element. */
  attach(child: XmlNode): void {
    if (this.last === null) this.first = child
    else this.last.next = child
    this.last = child
  }

  /** The children that stay with this element, in their order. The list is made anew at each call. */
  get children(): XmlNode[] {
    const list: XmlNode[] = []
    for (let child = this.first; child !== null; child = child.next) list.push(child)
    return list
  }

  /** Returns the first direct child with this name. */
  child(name: string): XmlNode | undefined {
    for (let child = this.first; child !== null; child = child.next) if (child.name === name) return child
    return undefined
  }

  /** Returns all direct children with this name. */
  all(name: string): XmlNode[] {
    const list: XmlNode[] = []
    for (let child = this.first; child !== null; child = child.next) if (child.name === name) list.push(child)
    return list
  }

  /** Returns the first element at this path of names below this one. */
  find(...names: string[]): XmlNode | undefined {
    let node: XmlNode | undefined = this
    for (const name of names) node = node?.child(name)
    return node
  }

  /** Returns the tidied text of the first element at this path; null if it is absent or empty. */
  textOf(...names: string[]): string | null {
    const node = this.find(...names)
    return node === undefined ? null : tidyText(node.text)
  }

  /** Counts this element and those below it that stay with it. */
  size(): number {
    let size = 1
    for (let child = this.first; child !== null; child = child.next) size += child.size()
    return size
  }

  /** Counts an element that is let go, by its name; returns its number. */
  countStreamed(name: string): number {
    this.streamed ??= new Map()
    const nth = (this.streamed.get(name) ?? 0) + 1
    this.streamed.set(name, nth)
    return nth
  }

  /** Returns the position of the first character of the value. */
  position(): CargoPosition {
    // The text of an element with children is the white space between them.
    const blank = this.children.length > 0 ? '' : (/^\s+/.exec(this.text)?.[0] ?? '')
    const lastBreak = blank.lastIndexOf('\n')
    const lines = lastBreak < 0 ? 0 : blank.split('\n').length - 1
    return {
      byte: this.byte + blank.length,
      line: this.line + lines,
      column: lastBreak < 0 ? this.column + blank.length : blank.length - lastBreak,
      segment: null,
      element: null,
      component: null,
      path: this.path(),
      tag: this.name,
    }
  }

  private path(): string {
    if (this.parent === null) return `/${this.name}`
    const alike = this.parent.all(this.name)
    const nth = this.nth || (alike.length > 1 ? alike.indexOf(this) + 1 : 0)
    return `${this.parent.path()}/${this.name}${nth > 0 ? `[${nth}]` : ''}`
  }
}

/** Returns the name without its prefix. */
export function localName(tag: string): string {
  const colon = tag.indexOf(':')
  return colon < 0 ? tag : tag.slice(colon + 1)
}

/** Returns the namespace of an element by the declarations on it and around it; null if it has none. */
export function namespaceOf(node: XmlNode, tag: string): string | null {
  const colon = tag.indexOf(':')
  const name = colon < 0 ? 'xmlns' : `xmlns:${tag.slice(0, colon)}`
  for (let at: XmlNode | null = node; at !== null; at = at.parent) {
    const uri = at.attributes[name]
    if (uri !== undefined) return uri
  }
  return null
}
