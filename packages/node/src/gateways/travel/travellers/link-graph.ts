import type { LinkEdge, LinkNode } from '@entente/contracts'
import type { SubjectLinks } from '../../../pipeline/gateway/gateway.ts'

/** The most nodes of an answer. The picture of the desk shows the first 150, the table all. */
const mostNodes = 300

export type LinkGraph = ReturnType<typeof createLinkGraph>
type Given = Partial<LinkNode> & Pick<LinkNode, 'kind' | 'label'>

/** Collects nodes and lines without duplicates. After the limit it adds nothing more and says so. */
export function createLinkGraph() {
  const nodes = new Map<string, LinkNode>()
  const edges = new Map<string, LinkEdge>()
  const details = new Map<string, string>()
  let complete = true
  function add(given: Given): string {
    const id = `n${nodes.size}`
    if (nodes.size >= mostNodes) {
      complete = false
      return 'none'
    }
    const plain = { masked: false, caseId: null, reference: null, href: null, where: null, day: null, people: null }
    nodes.set(id, { id, ...plain, morePeople: false, ...given })
    return id
  }
  return {
    /** Adds a node. Returns its id. */
    add,
    /** Returns the node of a detail, which exists once. */
    detail(key: string, given: Given): string {
      const id = details.get(key) ?? add(given)
      details.set(key, id)
      return id
    },
    join(a: string, b: string, kind: LinkEdge['kind']): void {
      if (a === b || !nodes.has(a) || !nodes.has(b)) return
      const key = [a, b].sort().join(' ')
      if (!edges.has(key)) edges.set(key, { a, b, kind })
    },
    result: (): SubjectLinks => ({ nodes: [...nodes.values()], edges: [...edges.values()], complete }),
  }
}
