/** One XML element as read. Names are local (no prefix) and lower case, so that any namespace and any spelling matches. */
export interface XmlElement {
  name: string
  /** As sent, with its prefix. */
  tag: string
  attributes: Map<string, string>
  children: XmlElement[]
  /** Character data directly inside, trimmed. */
  text: string
  /** Place among the elements of the document, root = 1. */
  ordinal: number
  /** Character range in the decoded text, end exclusive. `to` is -1 while the element is open. */
  from: number
  to: number
}

/** Without the prefix, lower case. */
export function localName(tag: string): string {
  const colon = tag.indexOf(':')
  return (colon < 0 ? tag : tag.slice(colon + 1)).toLowerCase()
}

/** Values senders write where they have nothing to say. */
const filler = /^[-–—\s]*$/

/** An attribute's value, trimmed; null where absent, empty or only a dash. */
export function attribute(element: XmlElement | undefined, ...names: string[]): string | null {
  if (!element) return null
  for (const name of names) {
    const value = element.attributes.get(name)
    if (value !== undefined && !filler.test(value)) return value.trim()
  }
  return null
}

/** The first direct child of this name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((c) => c.name === name)
}

/** All direct children of this name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((c) => c.name === name) ?? []
}

/** The texts of all direct children of this name, joined by blanks; null where none says anything. */
export function textsOf(element: XmlElement | undefined, name: string): string | null {
  return (
    childrenOf(element, name)
      .map(({ text }) => text)
      .filter((text) => !filler.test(text))
      .join(' ') || null
  )
}

/** The text of the first direct child of this name; null where absent, empty or only a dash. */
export function textOf(element: XmlElement | undefined, name: string): string | null {
  const text = child(element, name)?.text
  return text === undefined || filler.test(text) ? null : text
}
