import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { GoLink } from '../../../parts/go-link.tsx'
import { Icon, type IconName, type IconShape } from '../../../parts/icon.tsx'
import { text } from '../../../texts/text.ts'
import { crowded, layOutLinks, type PlacedNode } from './lay-out-links.ts'
import { nodeName, nodeNote } from './link-words.ts'
import classes from './links.module.css'
import { isArrow, type Links, walkLinks } from './links-of.ts'

/**
 * Draws the links. Each node is an element that can be focused and has a name; the arrows walk along the lines, Enter
 * opens. Nothing moves. The table has the same contents.
 */
export function LinkPicture({ links, onTable }: { links: Links; onTable: () => void }) {
  const nodes = useMemo(() => layOutLinks(links.nodes, links.edges), [links])
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const [focused, setFocused] = useState<string | undefined>(nodes[0]?.id)
  const reachable = focused !== undefined && byId.has(focused) ? focused : nodes[0]?.id
  const picture = useRef<HTMLElement>(null)
  const walk = (event: KeyboardEvent): void => {
    if (!isArrow(event.key) || reachable === undefined) return
    event.preventDefault()
    const next = walkLinks(links, reachable, event.key)
    if (next === undefined) return
    setFocused(next)
    picture.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus()
  }
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`
  return (
    <div className={classes.scroll}>
      <p id="link-hint" className="visually-hidden">
        {text('case.links.hint')}
      </p>
      {/* A picture is not mirrored. */}
      <section
        ref={picture}
        dir="ltr"
        aria-label={text('case.links.picture')}
        aria-describedby="link-hint"
        className={classes.picture}
        style={{ blockSize: Math.max(320, Math.min(960, 240 + nodes.length * 9)) }}
        data-crowded={nodes.length > crowded || undefined}
        onKeyDown={walk}
      >
        <svg aria-hidden="true" focusable="false" className={classes.lines}>
          {links.edges.map(({ a, b, kind }) => {
            const [from, to] = [byId.get(a), byId.get(b)]
            if (!from || !to) return null
            return (
              <line
                key={`${a} ${b}`}
                data-kind={kind}
                x1={percent(from.x)}
                y1={percent(from.y)}
                x2={percent(to.x)}
                y2={percent(to.y)}
              />
            )
          })}
        </svg>
        {nodes.map((node, place) => (
          <NodeMark
            key={node.id}
            node={node}
            centre={place === 0}
            reachable={node.id === reachable}
            same={links.edges.some(({ a, b, kind }) => kind === 'same' && (a === node.id || b === node.id))}
            onFocus={() => setFocused(node.id)}
            onTable={onTable}
          />
        ))}
      </section>
    </div>
  )
}

const phone: IconShape = { path: 'M5 2h6v12H5zM7.5 11.8h1' }
const card: IconShape = { path: 'M2 4h12v8.5H2zM2 6.8h12' }
const mail: IconShape = { path: 'M2 3.8h12v8.6H2zM2 4.3l6 4.6 6-4.6' }
const house: IconShape = { path: 'M2.5 7.5 8 3l5.5 4.5M4 7v6.5h8V7' }
const ticket: IconShape = { path: 'M2 4.5h12v2.2a1.3 1.3 0 0 0 0 2.6v2.2H2V9.3a1.3 1.3 0 0 0 0-2.6zM9.5 4.5v7' }
const icons: Record<PlacedNode['kind'], IconName | IconShape> = {
  ...{ person: 'person', people: 'second', case: 'queue', signal: 'signals', document: 'log' },
  ...{ booking: ticket, phone, email: mail, card, address: house },
}
export const linkIcons = icons

interface MarkProps {
  node: PlacedNode
  centre: boolean
  reachable: boolean
  same: boolean
  onFocus: () => void
  onTable: () => void
}

function NodeMark({ node, centre, reachable, same, onFocus, onTable }: MarkProps) {
  const name = nodeName(node)
  const note = centre ? text('case.links.centre') : nodeNote(node)
  const shared = {
    className: classes.node,
    'data-node': node.id,
    'data-kind': node.kind,
    'data-centre': centre || undefined,
    'data-same': same || undefined,
    // Words beside the edge of the picture stand on its inner side.
    'data-end': node.x > 0.72 || undefined,
    style: { insetInlineStart: `${(node.x * 100).toFixed(2)}%`, insetBlockStart: `${(node.y * 100).toFixed(2)}%` },
    tabIndex: reachable ? 0 : -1,
    onFocus,
  }
  const inside = (
    <>
      <span className={classes.ring}>
        <Icon name={icons[node.kind]} size={centre ? 16 : 13} />
      </span>
      <span className={classes.words}>
        <bdi>{name}</bdi>
        <span className="visually-hidden">, </span>
        <small>{note}</small>
      </span>
    </>
  )
  return node.href !== null ? (
    <GoLink to={node.href} {...shared}>
      {inside}
    </GoLink>
  ) : (
    <button type="button" {...shared} onClick={onTable}>
      {inside}
    </button>
  )
}
