import type { CaseUpload } from '@entente/contracts'
import { paths } from '../../../app/paths.ts'
import { useMe } from '../../../app/session.ts'
import classes from '../../../pages/case/case.module.css'
import { CaseHeadFrame, type CaseHeadProps } from '../../../pages/case/case-head-frame.tsx'
import { Chip } from '../../../parts/chip.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { instantUtc } from '../../../texts/times.ts'
import { kindOf, kindWords } from '../upload/kind-words.ts'
import { backToUploads } from '../upload/list-address.ts'

/** What was uploaded where, in which state, until when it is owed; then its facts. */
export function ContentCaseHead({ upload, ...props }: CaseHeadProps & { upload: CaseUpload | undefined }) {
  const t = textsOf('contentCase')
  const { role } = useMe()
  const { detail } = props
  return (
    <CaseHeadFrame
      {...props}
      back={
        role === 'oversight'
          ? { to: paths.oversight(), label: textsOf('shell').pages.oversight }
          : { to: backToUploads(detail.id), label: t.crumb }
      }
      title={upload ? <bdi>{titleOf(upload)}</bdi> : detail.reference}
      chips={
        upload?.incident && (
          <Chip tone="warn" icon="flag">
            <bdi>{t.incident(upload.incident.name)}</bdi>
          </Chip>
        )
      }
      facts={
        upload && (
          <ul className={classes.facts}>
            <li>{t.received(instantUtc(upload.receivedAt))}</li>
            {upload.createdAt !== null && <li>{t.made(instantUtc(upload.createdAt))}</li>}
            {upload.retro && <li>{t.retro}</li>}
            {upload.media.original === 'kept' && <li>{t.stays}</li>}
          </ul>
        )
      }
    />
  )
}

function titleOf(upload: CaseUpload): string {
  const kind = kindWords(kindOf(upload.media.kind, upload.matches[0]?.query.type), upload.media.duration)
  return textsOf('contentCase').title(kind, upload.sender)
}
