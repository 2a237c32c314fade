import type { LinkEdge, LinkNode } from '@entente/contracts'
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force'

/** A node with its place in the picture: shares of its width and height from 0 to 1. */
export interface PlacedNode extends LinkNode {
  x: number
  y: number
}
type Body = SimulationNodeDatum & { id: string }

const steps = 300
/** Room for a node with its words, and without them in a picture of more nodes than `crowded`. */
const radius = { words: 75, alone: 32 }
/** Above this number of nodes, the words of a node are shown only while it is pointed at or focused. */
export const crowded = 40

/**
 * Places the nodes of a picture of links: 300 steps of a force layout with a fixed seed, before it is shown. So the same
 * case always looks the same. The first node stays in the middle of the picture.
 */
export function layOutLinks(nodes: readonly LinkNode[], edges: readonly LinkEdge[]): PlacedNode[] {
  const bodies: Body[] = nodes.map(({ id }, place) => (place === 0 ? { id, fx: 0, fy: 0 } : { id }))
  forceSimulation(bodies)
    .randomSource(seededRandom())
    .force(
      'link',
      forceLink<Body, { source: string; target: string }>(edges.map(({ a, b }) => ({ source: a, target: b })))
        .id(({ id }) => id)
        .distance(110),
    )
    // A coarse approximation: the repulsion only spreads the picture.
    .force('apart', forceManyBody<Body>().strength(-520).theta(1.5))
    .force('room', forceCollide<Body>(nodes.length > crowded ? radius.alone : radius.words))
    // The picture is wider than high.
    .force('x', forceX<Body>(0).strength(0.04))
    .force('y', forceY<Body>(0).strength(0.11))
    .stop()
    .tick(steps)
  const across = spread(
    bodies.map(({ x }) => x ?? 0),
    0.41,
  )
  const down = spread(
    bodies.map(({ y }) => y ?? 0),
    0.37,
  )
  return nodes.map((node, place) => ({ ...node, x: across(bodies[place]?.x ?? 0), y: down(bodies[place]?.y ?? 0) }))
}

/** Maps places around 0 to 0…1, with 0 in the middle and the farthest place `reach` away from it. */
function spread(places: readonly number[], reach: number): (place: number) => number {
  const farthest = Math.max(1, ...places.map(Math.abs))
  return (place) => 0.5 + (place / farthest) * reach
}

/** A linear congruential generator (Numerical Recipes, 7.1) that always begins with the same seed. */
function seededRandom(): () => number {
  let state = 20_931
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
