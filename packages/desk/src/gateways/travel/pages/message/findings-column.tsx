import type { MessageSummary, SentFinding } from '@entente/contracts'
import { SentenceOfNode } from '../../../../app/sentence-of-node.tsx'
import { cx } from '../../../../parts/cx.ts'
import { Icon, type IconName } from '../../../../parts/icon.tsx'
import styles from '../../../../parts/message-lines.module.css'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'
import type { QuarantinedRange } from './quarantined-ranges.ts'

interface PlacedFinding extends SentFinding {
  segment: number | null
}
/** Sorts findings by their position in the message, not by severity. Findings about the whole message come first. */
export function inOrder(findings: readonly SentFinding[]): PlacedFinding[] {
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
  quarantined: QuarantinedRange[]
  selected: number | undefined
  onSegment: (segment: number) => void
}

/** Lists the quarantined parts, then every finding. Each is a button that scrolls the raw message to its position. */
export function FindingsColumn({ message, findings, quarantined, selected, onSegment }: Props) {
  return (
    <div className={cx(styles.findings, classes.findings)}>
      <QuarantineNotice message={message} quarantined={quarantined} />
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

const icons: Record<SentFinding['severity'], IconName> = {
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
  const { segment, key, values, message } = finding
  return (
    <button
      type="button"
      className={styles.finding}
      data-severity={finding.severity}
      aria-current={selected || undefined}
      disabled={segment === null}
      onClick={() => segment !== null && onSegment(segment)}
    >
      <Icon name={icons[finding.severity]} size={14} />
      <span>
        <SentenceOfNode sentence={{ key, values, text: message }} change={sentence} />
        <span className={styles.code}>
          {text(`travel.message.severity.${finding.severity}`)} · <code>{finding.code}</code>
        </span>
      </span>
      <code className={classes.at}>
        {segment === null ? text('travel.message.noPlace') : text('travel.message.segment', { number: segment })}
      </code>
    </button>
  )
}

/** Capitalises a finding: the readers write phrases, but a row begins like a sentence. */
const sentence = (phrase: string): string => phrase.replace(/^[a-z]/, (letter) => letter.toUpperCase())

/** Explains that unreadable parts are quarantined, not discarded, and that the rest of the message was processed. */
function QuarantineNotice({ message, quarantined }: { message: MessageSummary; quarantined: QuarantinedRange[] }) {
  if (message.status === 'read') return null
  const whole = message.status === 'quarantined'
  const waiting = message.status === 'received'
  const errors = Math.max(1, quarantined.length)
  return (
    <div className={classes.quarantineNotice} data-waiting={waiting || undefined}>
      <Icon name={waiting ? 'clock' : 'hatched'} />
      <div>
        <h2>
          {waiting
            ? text('travel.message.notYetTitle')
            : whole
              ? text('travel.message.quarantinedWholeTitle')
              : text('travel.message.quarantinedPartTitle', { count: errors })}
        </h2>
        <p>
          {waiting
            ? text('travel.message.notYet')
            : whole
              ? text('travel.message.quarantinedWhole', { bytes: number(message.bytes) })
              : text('travel.message.quarantinedPart', {
                  ranges:
                    quarantined
                      .map((range) => text('travel.message.range', { from: number(range.from), to: number(range.to) }))
                      .join(' and ') || 'none',
                  people: message.counts.people,
                })}
        </p>
      </div>
    </div>
  )
}
