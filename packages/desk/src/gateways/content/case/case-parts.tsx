import type { CaseDetail, CaseUpload } from '@entente/contracts'
import type { CaseParts } from '../../../app/gateway.ts'
import { Chip } from '../../../parts/chip.tsx'
import lines from '../../../parts/lines.module.css'
import { instantUtc } from '../../../texts/times.ts'
import { paths } from '../paths.ts'
import { findText, text } from '../texts/index.ts'
import { kindOf, kindWords } from '../upload/kind-words.ts'
import { backToUploads } from '../upload/list-address.ts'
import { ContextPanel } from './context-panel.tsx'
import { UploadEvidence } from './upload-evidence.tsx'
import { uploadPath, useUpload } from './use-upload.ts'
import { WordsPanel } from './words-panel.tsx'

/** A case of an upload: what it may show, what it agrees with, and nothing of it unless it is asked for. */
export const caseParts: CaseParts = {
  back: (detail, { role }) =>
    role === 'oversight'
      ? { to: paths.oversight(), label: text('shell.pages.oversight') }
      : { to: backToUploads(detail.id), label: text('content.case.crumb') },
  Title,
  Chips,
  Facts,
  Evidence: UploadEvidence,
  Record: UploadRecord,
  answerWords: (answer) => findText(`content.decision.acts.${answer.text}.name`) ?? answer.text,
  alsoReads: (caseId) => [uploadPath(caseId)],
}

function Title({ detail }: { detail: CaseDetail }) {
  const { data: upload } = useUpload(detail.id)
  return upload ? <bdi>{titleOf(upload)}</bdi> : detail.reference
}

function titleOf(upload: CaseUpload): string {
  const kind = kindWords(kindOf(upload.media.kind, upload.matches[0]?.query.type), upload.media.duration)
  return text('content.case.title', { what: kind, platform: upload.sender })
}

function Chips({ detail }: { detail: CaseDetail }) {
  const incident = useUpload(detail.id).data?.incident
  if (!incident) return null
  return (
    <Chip tone="warn" icon="flag">
      <bdi>{text('content.case.incident', { name: incident.name })}</bdi>
    </Chip>
  )
}

function Facts({ detail }: { detail: CaseDetail }) {
  const { data: upload } = useUpload(detail.id)
  if (!upload) return null
  return (
    <ul className={lines.facts}>
      <li>{text('content.case.received', { when: instantUtc(upload.receivedAt) })}</li>
      {upload.createdAt !== null && <li>{text('content.case.made', { when: instantUtc(upload.createdAt) })}</li>}
      {upload.retro && <li>{text('content.case.retro')}</li>}
      {upload.media.original === 'kept' && <li>{text('content.case.stays')}</li>}
    </ul>
  )
}

/** The words of a text, and who uploaded it where. */
function UploadRecord({ detail }: { detail: CaseDetail }) {
  const { data: upload } = useUpload(detail.id)
  if (!upload) return null
  return (
    <>
      <WordsPanel words={upload.words} />
      <ContextPanel upload={upload} />
    </>
  )
}
