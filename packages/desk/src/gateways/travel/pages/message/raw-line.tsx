import type { Finding, MessageSegments } from '@entente/contracts'
import { cx } from '../../../../parts/cx.ts'
import styles from '../../../../parts/message-lines.module.css'
import { number } from '../../../../texts/numbers.ts'
import { markSegment, type Separators, visibleControls } from '../../messages/mark-segment.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'
import type { QuarantinedRange } from './quarantined-ranges.ts'

interface Props {
  segment: MessageSegments['items'][number]
  selected: boolean
  /** The list has one tab stop; the arrow keys move inside it. */
  reachable: boolean
  findings: Finding[]
  values: string[]
  separators: Separators
  /** The quarantined range that begins at this segment. */
  quarantined: QuarantinedRange | null
  onSelect: (segment: number) => void
}

/** Shows one segment: its number, its tag, and its text with findings marked. */
export function RawLine({ segment, selected, reachable, findings, values, separators, quarantined, onSelect }: Props) {
  const tag = segment.text.startsWith(segment.tag) ? segment.tag : ''
  const pieces = markSegment(segment.text, findings, values, separators)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows of the list select
    <div
      className={cx(styles.line, classes.segment)}
      role="option"
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      data-segment={segment.number}
      data-selected={selected || undefined}
      data-quarantined={segment.quarantined || undefined}
      onClick={() => onSelect(segment.number)}
    >
      <span className={styles.number}>{segment.number}</span>
      <code>
        {pieces.map((piece, place) => {
          const text = place === 0 && tag !== '' && !piece.marked ? piece.text.slice(tag.length) : piece.text
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed segment
            <span key={place}>
              {place === 0 && tag !== '' && !piece.marked && <b>{visibleControls(tag)}</b>}
              {piece.marked ? <mark>{visibleControls(text)}</mark> : visibleControls(text)}
            </span>
          )
        })}
      </code>
      {segment.quarantined && !quarantined && (
        <span className="visually-hidden">{text('travel.message.quarantinedName')}</span>
      )}
      {quarantined && (
        <span className={classes.quarantined}>
          {text('travel.message.quarantined', { from: number(quarantined.from), to: number(quarantined.to) })}
        </span>
      )}
    </div>
  )
}
