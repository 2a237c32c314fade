import type { CaseDetail } from '@entente/contracts'
import type { ReactNode } from 'react'
import { paths } from '../../app/paths.ts'
import type { Place } from '../../app/remember-list.ts'
import { useMe } from '../../app/session.ts'
import { Due } from '../../evidence/due.tsx'
import { CaseStateChip } from '../../parts/case-state-chip.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Masked } from '../../parts/masked.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './case.module.css'
import { StepLink } from './step-link.tsx'

export interface CaseHeadProps {
  detail: CaseDetail
  list: Place | null
  previous: string | null
  next: string | null
}
interface Props extends CaseHeadProps {
  /** The list that the case stands in. */
  back: { to: string; label: string }
  /** What the case is about, where it is not masked. */
  title: ReactNode
  chips?: ReactNode
  facts: ReactNode
}

/** The head of any case: where it stands in its list, what it is about, in which state, with whom, until when; then its facts. */
export function CaseHeadFrame({ detail, list, previous, next, back, title, chips, facts }: Props) {
  const t = textsOf('caseTexts')
  const me = useMe()
  const open = detail.state !== 'decided' && detail.state !== 'closed'
  return (
    <div className={classes.head}>
      <div className={classes.crumbs}>
        <nav aria-label={textsOf('pageParts').crumbs}>
          <GoLink to={back.to}>{back.label}</GoLink>
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
        <h1 tabIndex={-1}>{detail.record.masked ? <Masked /> : title}</h1>
        <CaseStateChip state={detail.state} />
        {chips}
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
      {facts}
    </div>
  )
}
