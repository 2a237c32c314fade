import type { Finding, MessageSummary } from '@entente/contracts'
import { Icon, type IconName } from '../../../../parts/icon.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import type { HeldRange } from './held-ranges.ts'
import classes from './message.module.css'

export interface PlacedFinding extends Finding {
  segment: number | null
}
/** Findings by their place in the message, not by how serious they are. Those of the whole message come first. */
export function inOrder(findings: readonly Finding[]): PlacedFinding[] {
  return findings
    .map((finding) => ({
      ...finding,
      segment: typeof finding.position?.segment === 'number' ? finding.position.segment : null,
    }))
    .sort((a, b) => (a.segment ?? 0) - (b.segment ?? 0))
}

interface Props {
  message: MessageSummary
  findings: PlacedFinding[]
  held: HeldRange[]
  selected: number | undefined
  onSegment: (segment: number) => void
}

/** What was held back, then every finding. Each is a button that moves the raw view. */
export function FindingsColumn({ message, findings, held, selected, onSegment }: Props) {
  return (
    <div className={classes.findings}>
      <HeldNotice message={message} held={held} />
      <header>
        <h2>
          {text('travel.message.findings')} <span className={classes.dim}>{number(findings.length)}</span>
        </h2>
        <span className={classes.dim}>{text('travel.message.findingsOrder')}</span>
      </header>
      {findings.length === 0 ? (
        message.status !== 'received' && <p className={classes.padded}>{text('travel.message.noFindings')}</p>
      ) : (
        <ul>
          {findings.map((finding, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings of one reading keep their order
            <li key={place}>
              <FindingRow
                finding={finding}
                selected={finding.segment !== null && finding.segment === selected}
                onSegment={onSegment}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const icons: Record<Finding['severity'], IconName> = {
  error: 'circledCross',
  warning: 'triangle',
  notice: 'circledI',
  info: 'circledI',
}

function FindingRow({
  finding,
  selected,
  onSegment,
}: {
  finding: PlacedFinding
  selected: boolean
  onSegment: (segment: number) => void
}) {
  const { segment } = finding
  return (
    <button
      type="button"
      className={classes.finding}
      data-severity={finding.severity}
      aria-current={selected || undefined}
      disabled={segment === null}
      onClick={() => segment !== null && onSegment(segment)}
    >
      <Icon name={icons[finding.severity]} size={14} />
      <span>
        {sentence(finding.message)}
        <span className={classes.code}>
          {text(`travel.message.severity.${finding.severity}`)} · <code>{finding.code}</code>
        </span>
      </span>
      <code className={classes.at}>
        {segment === null ? text('travel.message.noPlace') : text('travel.message.segment', { number: segment })}
      </code>
    </button>
  )
}

/** Readers write findings as phrases; a row of its own begins like a sentence. */
const sentence = (phrase: string): string => phrase.replace(/^[a-z]/, (letter) => letter.toUpperCase())

/** What could not be read is held back, never thrown away; and it says what happened to the rest. */
function HeldNotice({ message, held }: { message: MessageSummary; held: HeldRange[] }) {
  if (message.status === 'read') return null
  const whole = message.status === 'quarantined'
  const waiting = message.status === 'received'
  const errors = Math.max(1, held.length)
  return (
    <div className={classes.heldNotice} data-waiting={waiting || undefined}>
      <Icon name={waiting ? 'clock' : 'hatched'} />
      <div>
        <h2>
          {waiting
            ? text('travel.message.notYetTitle')
            : whole
              ? text('travel.message.heldWholeTitle')
              : text('travel.message.heldPartTitle', { count: errors })}
        </h2>
        <p>
          {waiting
            ? text('travel.message.notYet')
            : whole
              ? text('travel.message.heldWhole', { bytes: number(message.bytes) })
              : text('travel.message.heldPart', {
                  ranges:
                    held
                      .map((range) => text('travel.message.range', { from: number(range.from), to: number(range.to) }))
                      .join(' and ') || 'none',
                  people: message.counts.people,
                })}
        </p>
      </div>
    </div>
  )
}
