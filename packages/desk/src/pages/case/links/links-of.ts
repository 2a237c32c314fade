import type { CaseLinks, LinkEdge, LinkKind, LinkNode } from '@entente/contracts'

/** The most nodes of the picture; the table has all. */
const pictured = 150
/** The kinds of details that can be left out, in display order. */
export const detailKinds = ['phone', 'email', 'card', 'document', 'booking', 'address'] as const satisfies LinkKind[]

export type Links = Pick<CaseLinks, 'nodes' | 'edges'>

/** Leaves out the details of some kinds, and everything that only they join to the first node. */
export function withoutKinds({ nodes, edges }: Links, hidden: ReadonlySet<LinkKind>): Links {
  const kept = new Map(nodes.filter(({ kind }) => !hidden.has(kind)).map((node) => [node.id, node]))
  const next = neighboursOf(edges.filter(({ a, b }) => kept.has(a) && kept.has(b)))
  const reached = new Set<string>()
  const waiting = nodes[0] ? [nodes[0].id] : []
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...(next.get(id) ?? []))
  }
  return {
    nodes: nodes.filter(({ id }) => reached.has(id)),
    edges: edges.filter(({ a, b }) => reached.has(a) && reached.has(b)),
  }
}

/** Returns the first nodes, which the picture shows, with the lines between them. */
export function picturedPart({ nodes, edges }: Links): Links {
  const shown = nodes.slice(0, pictured)
  const ids = new Set(shown.map(({ id }) => id))
  return { nodes: shown, edges: edges.filter(({ a, b }) => ids.has(a) && ids.has(b)) }
}

function neighboursOf(edges: readonly LinkEdge[]): Map<string, string[]> {
  const next = new Map<string, string[]>()
  const add = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to])
  for (const { a, b } of edges) {
    add(a, b)
    add(b, a)
  }
  return next
}

/** One row of the table: a line of the picture. `detail` is shared; `who` has it, or is the hit's signal. */
export interface LinkRow {
  id: string
  kind: LinkEdge['kind']
  detail: LinkNode
  who: LinkNode
}

/**
 * Returns the rows of the table: one for each line, except the lines from the case's own person to a detail that other
 * rows name. Every node of the picture but the first is in a row.
 */
export function rowsOf({ nodes, edges }: Links): LinkRow[] {
  const [first] = nodes
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const named = new Set(edges.filter(({ a, b }) => a !== first?.id && b !== first?.id).flatMap(({ a, b }) => [a, b]))
  return edges.flatMap(({ a, b, kind }): LinkRow[] => {
    const [one, other] = [byId.get(a), byId.get(b)]
    if (!one || !other) return []
    const ownEnd = a === first?.id ? b : b === first?.id ? a : null
    if (ownEnd !== null && named.has(ownEnd)) return []
    const [detail, who] = isDetail(one) ? [one, other] : [other, one]
    return [{ id: `${a} ${b}`, kind, detail, who }]
  })
}

const isDetail = ({ kind }: LinkNode): boolean =>
  (detailKinds as readonly LinkKind[]).includes(kind) || kind === 'signal'

export type Arrow = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown'
export const isArrow = (key: string): key is Arrow => /^Arrow(Right|Left|Up|Down)$/.test(key)

/**
 * Returns the node that an arrow leads to, along the lines: right goes outwards from the case's person, left goes back,
 * up and down go to the other nodes on the same line's end. Every node can be reached this way, wherever it is drawn.
 */
export function walkLinks({ nodes, edges }: Links, from: string, arrow: Arrow): string | undefined {
  const { parent, children } = treeOf({ nodes, edges })
  if (arrow === 'ArrowRight') return children.get(from)?.[0]
  const above = parent.get(from)
  if (arrow === 'ArrowLeft' || above === undefined) return above
  const row = children.get(above) ?? []
  const at = row.indexOf(from) + (arrow === 'ArrowDown' ? 1 : -1)
  return row[(at + row.length) % row.length]
}

/** Spans a tree over the lines, breadth first from the first node. */
function treeOf({ nodes, edges }: Links) {
  const next = neighboursOf(edges)
  const parent = new Map<string, string>()
  const children = new Map<string, string[]>()
  const waiting = nodes[0] ? [nodes[0].id] : []
  const met = new Set(waiting)
  for (const id of waiting) {
    const own = (next.get(id) ?? []).filter((other) => !met.has(other))
    for (const other of own) {
      met.add(other)
      parent.set(other, id)
      waiting.push(other)
    }
    children.set(id, own)
  }
  return { parent, children }
}
