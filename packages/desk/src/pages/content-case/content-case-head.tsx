import type { CaseDetail, CaseUpload } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Due } from '../../evidence/due.tsx'
import { Chip } from '../../parts/chip.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Masked } from '../../parts/masked.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from '../case/case.module.css'
import { CaseStateChip } from '../case/case-state-chip.tsx'
import { StepLink } from '../case/step-link.tsx'
import { kindOf, kindWords } from '../content/kind-words.ts'
import { backToUploads } from '../content/list-address.ts'
import type { Place } from '../queue/remember-list.ts'

interface Props {
  detail: CaseDetail
  upload: CaseUpload | undefined
  list: Place | null
  previous: string | null
  next: string | null
}

/** What was uploaded where, in which state, until when it is owed; then its facts. */
export function ContentCaseHead({ detail, upload, list, previous, next }: Props) {
  const t = textsOf('contentCase')
  const tc = textsOf('caseTexts')
  const me = useMe()
  const open = detail.state !== 'decided' && detail.state !== 'closed'
  return (
    <div className={classes.head}>
      <div className={classes.crumbs}>
        <nav aria-label={textsOf('pageParts').crumbs}>
          {me.role === 'oversight' ? (
            <GoLink to={paths.oversight()}>{textsOf('shell').pages.oversight}</GoLink>
          ) : (
            <GoLink to={backToUploads(detail.id)}>{t.crumb}</GoLink>
          )}
          <Icon name="next" size={12} />
          <bdi dir="ltr">{detail.reference}</bdi>
        </nav>
        <span className={classes.place}>
          <GoLink to={paths.casePrint(detail.id)}>{tc.print}</GoLink>
          {list && tc.place(list.at, list.of)}
          <StepLink to={previous} name={tc.previous} keyName="K" />
          <StepLink to={next} name={tc.next} keyName="J" />
        </span>
      </div>
      <div className={classes.title}>
        <h1 tabIndex={-1}>
          {detail.record.masked ? (
            <Masked />
          ) : upload ? (
            <bdi>
              {t.title(
                kindWords(kindOf(upload.media.kind, upload.matches[0]?.query.type), upload.media.duration),
                upload.sender,
              )}
            </bdi>
          ) : (
            detail.reference
          )}
        </h1>
        <CaseStateChip state={detail.state} />
        {upload?.incident && (
          <Chip tone="warn" icon="flag">
            <bdi>{t.incident(upload.incident.name)}</bdi>
          </Chip>
        )}
        {detail.assignedTo !== null && (
          <span className={classes.dim}>
            {detail.assignedTo === me.person ? tc.withYou : tc.withName(detail.assignedName ?? detail.assignedTo)}
          </span>
        )}
        {open && (
          <span className={classes.due}>
            <Due dueAt={detail.dueAt} />
          </span>
        )}
      </div>
      {upload && (
        <ul className={classes.facts}>
          <li>{t.received(instantUtc(upload.receivedAt))}</li>
          {upload.createdAt !== null && <li>{t.made(instantUtc(upload.createdAt))}</li>}
          {upload.retro && <li>{t.retro}</li>}
          {upload.media.original === 'kept' && <li>{t.stays}</li>}
        </ul>
      )}
    </div>
  )
}
