import type { CaseDetail } from '@entente/contracts'
import type { CaseParts, DeskGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import type { Place } from '../../app/remember-list.ts'
import { useMe } from '../../app/session.ts'
import { Due } from '../../evidence/due.tsx'
import { CaseStateChip } from '../../parts/case-state-chip.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import lines from '../../parts/lines.module.css'
import { Masked } from '../../parts/masked.tsx'
import { text } from '../../texts/text.ts'
import classes from './case.module.css'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  back: { to: string; label: string }
  list: Place | null
  previous: string | null
  next: string | null
}

/** Shows the head of a case: its position in the list, subject, state, reviewer and deadline, then the facts of its gateway. */
export function CaseHead({ detail, gateway, parts, back, list, previous, next }: Props) {
  const me = useMe()
  const { Title, Chips, Facts } = parts
  const open = detail.state !== 'decided' && detail.state !== 'closed'
  return (
    <div className={classes.head}>
      <div className={classes.crumbs}>
        <nav aria-label={text('page-parts.crumbs')}>
          <GoLink to={back.to}>{back.label}</GoLink>
          <Icon name="next" size={12} />
          <bdi dir="ltr">{detail.reference}</bdi>
        </nav>
        <span className={classes.place}>
          <GoLink to={paths.casePrint(detail.id)}>{text('case.print')}</GoLink>
          {list && text('case.place', { at: list.at, of: list.of })}
          <StepLink to={previous} name={text('case.previous')} keyName="K" />
          <StepLink to={next} name={text('case.next')} keyName="J" />
        </span>
      </div>
      <div className={classes.title}>
        <h1 tabIndex={-1}>{detail.record.masked ? <Masked /> : <Title detail={detail} />}</h1>
        <CaseStateChip state={detail.state} />
        {Chips && <Chips detail={detail} />}
        {detail.assignedTo !== null && (
          <span className={lines.dim}>
            {detail.assignedTo === me.person
              ? text('case.withYou')
              : text('case.withName', { name: detail.assignedName ?? detail.assignedTo })}
          </span>
        )}
        {open && (
          <span className={classes.due}>
            <Due dueAt={detail.dueAt} gateway={gateway} />
          </span>
        )}
      </div>
      {Facts && <Facts detail={detail} />}
    </div>
  )
}

/** Links to the previous or next case, with its key. Shows nothing if there is none. */
function StepLink({ to, name, keyName }: { to: string | null; name: string; keyName: string }) {
  if (!to) return null
  return (
    <GoLink to={paths.case(to)} aria-keyshortcuts={keyName} className={classes.step}>
      {name}
      <Key>{keyName}</Key>
    </GoLink>
  )
}
