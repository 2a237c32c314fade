/** One XML element. Names are local (no prefix) and lower case, so that any namespace and spelling matches. */
export interface XmlElement {
  name: string
  /** Name as sent, with its prefix. */
  tag: string
  attributes: Map<string, string>
  children: XmlElement[]
  /** Character data directly inside, trimmed. */
  text: string
  /** Number among the elements of the document, root = 1. */
  ordinal: number
  /** Character range in the decoded text, end exclusive. `to` is -1 while the element is open. */
  from: number
  to: number
}

/** Returns the name without prefix, in lower case. */
export function localName(tag: string): string {
  const colon = tag.indexOf(':')
  return (colon < 0 ? tag : tag.slice(colon + 1)).toLowerCase()
}

/** Values that senders write for no data. */
const filler = /^[-–—\s]*$/

/** Returns the first of these attributes with a value, trimmed; null if absent, empty or only a dash. */
export function attribute(element: XmlElement | undefined, ...names: string[]): string | null {
  if (!element) return null
  for (const name of names) {
    const value = element.attributes.get(name)
    if (value !== undefined && !filler.test(value)) return value.trim()
  }
  return null
}

/** Returns the first direct child with this name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((c) => c.name === name)
}

/** Returns all direct children with this name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((c) => c.name === name) ?? []
}

/** Returns the texts of all direct children with this name, joined by blanks; null if all are empty. */
export function textsOf(element: XmlElement | undefined, name: string): string | null {
  return (
    childrenOf(element, name)
      .map(({ text }) => text)
      .filter((text) => !filler.test(text))
      .join(' ') || null
  )
}

/** Returns the text of the first direct child with this name; null if absent, empty or only a dash. */
export function textOf(element: XmlElement | undefined, name: string): string | null {
  const text = child(element, name)?.text
  return text === undefined || filler.test(text) ? null : text
}
