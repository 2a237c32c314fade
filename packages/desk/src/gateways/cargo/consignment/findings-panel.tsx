import type { CargoFinding, Severity } from '@entente/contracts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import classes from './findings.module.css'
import type { StatedConsignment, StatedFinding } from './use-consignment.ts'

const icons: Record<Severity, IconName> = {
  error: 'circledCross',
  warning: 'triangle',
  notice: 'circledI',
  info: 'circledI',
}
const places = ['consignment', 'party', 'item', 'equipment'] as const
type Place = (typeof places)[number]

const placeOf = ({ party, item, equipment }: CargoFinding): Place =>
  equipment !== null ? 'equipment' : party !== null ? 'party' : item !== null ? 'item' : 'consignment'

interface Props {
  detail: StatedConsignment
  /** The case that shows the findings, to which the message leads back. */
  caseId?: string | undefined
}

/** Lists the findings grouped by the place that they are about, with what was expected and found, and a link to the line of the message. */
export function FindingsPanel({ detail, caseId }: Props) {
  const { findings } = detail
  return (
    <Panel title={text('cargo.findings.title')} note={findings.length}>
      {findings.length === 0 && <p className={classes.none}>{text('cargo.findings.none')}</p>}
      {places.map((place) => {
        const here = findings.filter((finding) => placeOf(finding) === place)
        if (here.length === 0) return null
        return (
          <section key={place} className={classes.group}>
            <h3>{text(`cargo.findings.places.${place}`)}</h3>
            <ul>
              {here.map((finding, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: findings of one version keep their order
                <Finding key={at} finding={finding} from={{ consignment: detail.id, case: caseId }} />
              ))}
            </ul>
          </section>
        )
      })}
    </Panel>
  )
}

function Finding({ finding, from }: { finding: StatedFinding; from: Record<string, string | undefined> }) {
  const { severity, code, message, expected, actual, position, party, item, equipment, literal } = finding
  const about = party !== null ? (findText(`cargo.roles.${party}`) ?? party) : (equipment ?? item)
  const place =
    position?.line != null
      ? text('cargo.findings.line', { n: position.line })
      : position?.segment != null
        ? text('cargo.findings.segment', { n: position.segment })
        : text('cargo.findings.message')
  return (
    <li className={classes.finding} data-severity={severity}>
      <Icon name={icons[severity]} size={14} />
      <div>
        <p>
          {about !== null && <bdi className={classes.about}>{about}</bdi>}
          <bdi lang="en">{message}</bdi>
        </p>
        {(expected !== null || actual !== null) && (
          <p className={classes.dim}>
            {expected !== null && (
              <>
                {text('cargo.findings.expected')} <bdi>{String(expected)}</bdi>{' '}
              </>
            )}
            {actual !== null && (
              <>
                {text('cargo.findings.actual')} <bdi>{String(actual)}</bdi>
              </>
            )}
          </p>
        )}
        {literal !== null && literal !== String(actual) && (
          <p className={classes.dim}>
            <bdi className="mono">{literal}</bdi>
          </p>
        )}
      </div>
      <span className={classes.code}>
        {text(`cargo.findings.severity.${severity}`)} <code>{code}</code>{' '}
        {finding.messageId === null ? (
          position !== null && place
        ) : (
          <GoLink to={paths.cargoMessage(finding.messageId, { byte: position?.byte, ...from })}>{place}</GoLink>
        )}
      </span>
    </li>
  )
}
