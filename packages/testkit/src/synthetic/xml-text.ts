/** An XML element to write. Null attributes and children are omitted. */
export interface XmlNode {
  name: string
  attributes: Record<string, string | number | null>
  children: readonly (XmlNode | string | null)[]
}

export const element = (
  name: string,
  attributes: XmlNode['attributes'] = {},
  ...children: (XmlNode | string | null)[]
): XmlNode => ({ name, attributes, children })

/** Writes the document, with markup in data escaped and two blanks of indentation. */
export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root, '')}\n`
}

function writeNode(node: XmlNode, indent: string): string {
  const attributes = Object.entries(node.attributes)
    .flatMap(([name, value]) =>
      value === null ? [] : [` ${name}="${escapeMarkup(String(value)).replaceAll('"', '&quot;')}"`],
    )
    .join('')
  const children = node.children.filter((c) => c !== null)
  if (children.length === 0) return `${indent}<${node.name}${attributes}/>`
  if (children.every((c) => typeof c === 'string')) {
    return `${indent}<${node.name}${attributes}>${children.map(escapeMarkup).join('')}</${node.name}>`
  }
  const inner = children.map((c) => (typeof c === 'string' ? escapeMarkup(c) : writeNode(c, `${indent}  `)))
  return `${indent}<${node.name}${attributes}>\n${inner.join('\n')}\n${indent}</${node.name}>`
}

const escapeMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
