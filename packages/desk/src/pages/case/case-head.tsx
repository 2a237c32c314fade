import type { CaseDetail } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Due } from '../../evidence/due.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Masked } from '../../parts/masked.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { partialDate } from '../../texts/times.ts'
import type { Place } from '../queue/remember-list.ts'
import classes from './case.module.css'
import { CaseStateChip } from './case-state-chip.tsx'
import { leavesWords } from './leaves-words.ts'
import { StepLink } from './step-link.tsx'

interface Props {
  detail: CaseDetail
  list: Place | null
  previous: string | null
  next: string | null
}

/** Who, in which state, until when; then the facts of person and flight. */
export function CaseHead({ detail, list, previous, next }: Props) {
  const t = textsOf('caseTexts')
  const me = useMe()
  const open = detail.state !== 'decided' && detail.state !== 'closed'
  return (
    <div className={classes.head}>
      <div className={classes.crumbs}>
        <nav aria-label={textsOf('pageParts').crumbs}>
          <GoLink to={paths.queue({ sel: detail.id })}>{t.crumbQueue}</GoLink>
          <Icon name="next" size={12} />
          <bdi dir="ltr">{detail.reference}</bdi>
        </nav>
        <span className={classes.place}>
          <GoLink to={paths.casePrint(detail.id)}>{t.print}</GoLink>
          {list && t.place(list.at, list.of)}
          <StepLink to={previous} name={t.previous} keyName="K" />
          <StepLink to={next} name={t.next} keyName="J" />
        </span>
      </div>
      <div className={classes.title}>
        <h1 tabIndex={-1}>
          {detail.record.masked ? (
            <Masked />
          ) : (
            <PersonRef name={detail.subject.label} otherScript={detail.otherScript} />
          )}
        </h1>
        <CaseStateChip state={detail.state} />
        {detail.assignedTo !== null && (
          <span className={classes.dim}>
            {detail.assignedTo === me.person ? t.withYou : t.withName(detail.assignedName ?? detail.assignedTo)}
          </span>
        )}
        {open && (
          <span className={classes.due}>
            <Due dueAt={detail.dueAt} />
          </span>
        )}
      </div>
      <Facts detail={detail} />
    </div>
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
