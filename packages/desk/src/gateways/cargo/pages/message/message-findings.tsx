import type { CargoLines, CargoMessageSummary, Severity } from '@entente/contracts'
import { Icon, type IconName } from '../../../../parts/icon.tsx'
import styles from '../../../../parts/message-lines.module.css'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

const icons: Record<Severity, IconName> = {
  error: 'circledCross',
  warning: 'triangle',
  notice: 'circledI',
  info: 'circledI',
}

interface Props {
  lines: CargoLines
  status: CargoMessageSummary['status'] | undefined
  byte: number | undefined
  onShow: (byte: number) => void
}

/** Lists the findings in the shown lines, in their order. Each is a button that shows its place. */
export function MessageFindings({ lines: { items, kind }, status, byte, onShow }: Props) {
  const findings = items.flatMap((line) => line.findings.map((finding) => ({ ...finding, line: line.number })))
  return (
    <div className={styles.findings}>
      <header>
        <h2>
          {text('cargo.findings.title')} <span className={classes.dim}>{findings.length}</span>
        </h2>
        <span className={classes.dim}>{text('cargo.message.findingsOrder')}</span>
      </header>
      {status === 'quarantined' && <p className={classes.padded}>{text('cargo.message.quarantined')}</p>}
      {status === 'partly-read' && <p className={classes.padded}>{text('cargo.message.partly')}</p>}
      {findings.length === 0 && <p className={classes.padded}>{text('cargo.message.noFindings')}</p>}
      <ul>
        {findings.map((finding, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings of one reading keep their order
          <li key={place}>
            <button
              type="button"
              className={styles.finding}
              data-severity={finding.severity}
              aria-current={finding.byte === byte || undefined}
              onClick={() => onShow(finding.byte)}
            >
              <Icon name={icons[finding.severity]} size={14} />
              <span>
                <bdi lang="en">{finding.message}</bdi>
                <span className={styles.code}>
                  {text(`cargo.findings.severity.${finding.severity}`)} · <code>{finding.code}</code>
                </span>
              </span>
              <span className={classes.dim}>
                {text(kind === 'lines' ? 'cargo.findings.line' : 'cargo.findings.segment', { n: finding.line })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
