import type { MemberExchange, Peer } from '@entente/contracts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './network-map.module.css'
import { stateOf } from './peer-words.ts'
import { signalsIn } from './use-exchange.ts'

interface Drawn {
  peer: Peer
  exchange: MemberExchange | undefined
}
const row = 38
const width = 1016
const box = { block: 30, inline: 210 }
const there = 540

/**
 * Draws the members, with arrows in the directions in which signals are exchanged. An arrow is dashed if a member is late or unreachable. A text
 * next to it has the same data.
 */
export function NetworkMap({ here, members }: { here: string; members: readonly Drawn[] }) {
  const height = Math.max(members.length * row, 48)
  const middle = height / 2
  const given = Math.max(...members.map(({ exchange }) => signalsIn(exchange?.given)))
  return (
    <div className={classes.map}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text('network.map.title')} data-mirror>
        <defs>
          <marker
            id="map-head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path d="M1 1 7 4 1 7" className={classes.head} />
          </marker>
        </defs>
        <rect x="0.5" y={middle - 23} width="240" height="46" rx="6" className={classes.here} />
        <text x="14" y={middle - 4} className={classes.name}>
          {short(here, 30)}
        </text>
        <text x="14" y={middle + 14} className={classes.small}>
          {text('network.map.here', { signals: number(given) })}
        </text>
        {members.map(({ peer, exchange }, place) => {
          const y = (height - members.length * row) / 2 + place * row + row / 2
          const start = middle + (place - (members.length - 1) / 2) * Math.min(12, 36 / members.length)
          const [into, out] = [signalsIn(exchange?.received), signalsIn(exchange?.given)]
          const { word, tone } = stateOf(peer)
          const flows = into + out > 0
          return (
            <g key={peer.member} data-late={tone === 'warn' || undefined}>
              <path
                d={`M244 ${start} C 390 ${start}, 390 ${y}, ${there - 4} ${y}`}
                className={classes.line}
                data-still={!flows || undefined}
                {...(out > 0 && { markerEnd: 'url(#map-head)' })}
                {...(into > 0 && { markerStart: 'url(#map-head)' })}
              />
              <rect
                x={there}
                y={y - box.block / 2}
                width={box.inline}
                height={box.block}
                rx="5"
                className={classes.there}
              />
              <text x={there + 12} y={y + 4} className={classes.name}>
                {short(peer.member, 26)}
              </text>
              <text x={there + 290} y={y + 4} textAnchor="end" className={classes.plain}>
                {text('network.map.in', { n: number(into) })}
              </text>
              <text x={there + 360} y={y + 4} textAnchor="end" className={classes.plain}>
                {text('network.map.out', { n: number(out) })}
              </text>
              <text x={there + 376} y={y + 4} className={classes.state}>
                {word}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

const short = (name: string, most: number): string => (name.length <= most ? name : `${name.slice(0, most - 1)}…`)
