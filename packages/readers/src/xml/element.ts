/** One XML element. Names are local (no prefix) and lower case, so that any namespace and spelling matches. */
export interface XmlElement {
  name: string
  /** The name as sent, with its prefix. */
  tag: string
  attributes: Map<string, string>
  children: XmlElement[]
  /** The text directly inside the element, trimmed. */
  text: string
  /** The number of the element in the document; the root has the number 1. */
  ordinal: number
  /** The range of the element in the decoded text, as character indices, end exclusive. `to` is -1 while the element is open. */
  from: number
  to: number
}

/** Returns the name without prefix, in lower case. */
export function localName(tag: string): string {
  const colon = tag.indexOf(':')
  return (colon < 0 ? tag : tag.slice(colon + 1)).toLowerCase()
}

/** Matches values that senders write if they have no data. */
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
