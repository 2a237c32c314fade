import type { CaseDetail } from '@entente/contracts'
import { paths } from '../../../app/paths.ts'
import classes from '../../../pages/case/case.module.css'
import { CaseHeadFrame, type CaseHeadProps } from '../../../pages/case/case-head-frame.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { PersonRef } from '../../../parts/person-ref.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { partialDate } from '../../../texts/times.ts'
import { leavesWords } from './leaves-words.ts'

/** Who, in which state, until when; then the facts of person and flight. */
export function CaseHead(props: CaseHeadProps) {
  const { detail } = props
  return (
    <CaseHeadFrame
      {...props}
      back={{ to: paths.queue({ sel: detail.id }), label: textsOf('caseTexts').crumbQueue }}
      title={<PersonRef name={detail.subject.label} otherScript={detail.otherScript} />}
      facts={<Facts detail={detail} />}
    />
  )
}

function Facts({ detail }: { detail: CaseDetail }) {
  const t = textsOf('caseTexts')
  const { record, flight } = detail
  const role = t.roles[record.role] ?? record.role
  const birth = record.fields.find((field) => field.field === 'birthDate')?.value
  const issuer = record.documents.find((document) => document.type === 'P')?.issuer
  return (
    <ul className={classes.facts}>
      <li>{record.seat ? t.seat(role, record.seat) : role}</li>
      {flight && (
        <li>
          <GoLink to={paths.flight(flight.key)}>
            <bdi dir="ltr">
              {flight.carrier} {flight.number}
            </bdi>
          </GoLink>{' '}
          <bdi dir="ltr">
            {flight.from} → {flight.to}
          </bdi>
        </li>
      )}
      {flight && <li title={flight.departsAt ?? undefined}>{leavesWords(flight)}</li>}
      {birth && (
        <li>{t.born(/^\d{4}-\d{2}$/.test(birth) ? t.partialMonth(partialDate(birth)) : partialDate(birth))}</li>
      )}
      {issuer && <li>{t.passport(issuer)}</li>}
      {record.state === 'removed' && <li>{t.removed}</li>}
    </ul>
  )
}
