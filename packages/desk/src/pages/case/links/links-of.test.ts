import type { CaseLinks, LinkEdge, LinkNode } from '@entente/contracts'
import { expect, test } from 'vitest'
import { layOutLinks } from './lay-out-links.ts'
import { type Arrow, picturedPart, rowsOf, walkLinks, withoutKinds } from './links-of.ts'

const plain = {
  ...{ masked: false, caseId: null, reference: null, href: null, where: null, day: null },
  ...{ people: null, morePeople: false },
}
const node = (id: string, kind: LinkNode['kind']): LinkNode => ({ ...plain, id, kind, label: id })
const line = (a: string, b: string, kind: LinkEdge['kind'] = 'shared'): LinkEdge => ({ a, b, kind })
const links: Pick<CaseLinks, 'nodes' | 'edges'> = {
  nodes: [
    node('me', 'person'),
    node('signal', 'signal'),
    node('passport', 'document'),
    node('C-2', 'case'),
    node('booking', 'booking'),
    node('companion', 'person'),
    node('phone', 'phone'),
    node('other', 'person'),
    node('mail', 'email'),
    node('far', 'person'),
    node('booked', 'case'),
  ],
  edges: [
    line('me', 'signal', 'hit'),
    line('me', 'passport', 'same'),
    line('passport', 'C-2', 'same'),
    line('me', 'booking'),
    line('booking', 'companion'),
    line('me', 'phone'),
    line('phone', 'other'),
    line('other', 'mail'),
    line('mail', 'far'),
    line('me', 'booked', 'same'),
  ],
}
/** A hub with this many people, each of whom shares a mail with one more. */
function many(count: number): Pick<CaseLinks, 'nodes' | 'edges'> {
  const ids = Array.from({ length: count }, (_, n) => n)
  return {
    nodes: [
      node('me', 'person'),
      node('phone', 'phone'),
      ...ids.flatMap((n) => [node(`p${n}`, 'person'), node(`m${n}`, 'email')]),
    ],
    edges: [line('me', 'phone'), ...ids.flatMap((n) => [line('phone', `p${n}`), line(`p${n}`, `m${n}`)])],
  }
}

test('picture and table hold the same set', () => {
  for (const all of [links, many(74)]) {
    const { nodes } = picturedPart(all)
    const named = new Set(rowsOf(picturedPart(all)).flatMap(({ detail, who }) => [detail.id, who.id]))
    expect(nodes.slice(1).filter(({ id }) => !named.has(id))).toEqual([])
  }
  expect(rowsOf(links).map(({ kind, detail, who }) => [kind, detail.id, who.id])).toEqual([
    ['hit', 'signal', 'me'],
    ['same', 'passport', 'C-2'],
    ['shared', 'booking', 'companion'],
    ['shared', 'phone', 'other'],
    ['shared', 'mail', 'other'],
    ['shared', 'mail', 'far'],
    ['same', 'booked', 'me'],
  ])
})

test('the picture has the first 150 nodes, the table has all', () => {
  const all = many(100)
  expect(picturedPart(all).nodes).toHaveLength(150)
  expect(rowsOf(all)).toHaveLength(200)
})

test('a hidden kind takes along what only it joins to the person', () => {
  const { nodes, edges } = withoutKinds(links, new Set(['phone']))
  expect(nodes.map(({ id }) => id)).not.toContain('far')
  expect(nodes.map(({ id }) => id)).toContain('companion')
  expect(edges.every(({ a, b }) => nodes.some(({ id }) => id === a) && nodes.some(({ id }) => id === b))).toBe(true)
})

test('every node is reached by the arrows, and left goes back to the person', () => {
  for (const all of [links, many(74)]) {
    const reached = new Set<string>()
    const waiting = ['me']
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue
      reached.add(id)
      for (const arrow of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft'] satisfies Arrow[]) {
        const next = walkLinks(all, id, arrow)
        if (next !== undefined) waiting.push(next)
      }
    }
    expect(reached.size).toBe(all.nodes.length)
  }
  expect(walkLinks(links, 'far', 'ArrowLeft')).toBe('mail')
  expect(walkLinks(links, 'me', 'ArrowLeft')).toBeUndefined()
})

test('the same case always looks the same, with its person in the middle', () => {
  const first = layOutLinks(links.nodes, links.edges)
  expect(layOutLinks(links.nodes, links.edges)).toEqual(first)
  expect(first[0]).toMatchObject({ x: 0.5, y: 0.5 })
  const placed = layOutLinks(many(74).nodes, many(74).edges)
  expect(placed.every(({ x, y }) => x > 0.05 && x < 0.95 && y > 0.05 && y < 0.95)).toBe(true)
  const places = new Set(placed.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`))
  expect(places.size, 'no two nodes cover each other').toBe(placed.length)
})
