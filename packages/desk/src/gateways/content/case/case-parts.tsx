import type { CaseDetail, CaseUpload } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CaseParts } from '../../../app/gateway.ts'
import { Chip } from '../../../parts/chip.tsx'
import lines from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { instantHere } from '../../../texts/times.ts'
import { backToUploads } from '../addresses/list-address.ts'
import { findText, text } from '../texts/index.ts'
import { kindOf, kindWords } from '../upload/kind-words.ts'
import own from './content-case.module.css'
import { ContextPanel } from './context-panel.tsx'
import { UploadEvidence } from './upload-evidence.tsx'
import { uploadPath, useUpload } from './use-upload.ts'

/** The parts of a case about an upload: its labels, its matches, and the upload itself, which is shown only on request. */
export const caseParts: CaseParts = {
  back: (detail) => ({ to: backToUploads(detail.id), label: text('content.case.crumb') }),
  Title,
  Chips,
  Facts,
  Evidence: ({ detail }) => (
    <>
      <UploadEvidence detail={detail} />
      <Words detail={detail} />
    </>
  ),
  Record: UploadRecord,
  answerWords: (answer) => findText(`content.decision.acts.${answer.text}.name`) ?? answer.text,
  alsoReads: ({ id }) => [uploadPath(id)],
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
      <li>{text('content.case.received', { when: instantHere(upload.receivedAt) })}</li>
      {upload.createdAt !== null && <li>{text('content.case.made', { when: instantHere(upload.createdAt) })}</li>}
      {upload.retro && <li>{text('content.case.retro')}</li>}
      {upload.media.original === 'kept' && <li>{text('content.case.stays')}</li>}
    </ul>
  )
}

/** Shows the uploader of an upload and its place. */
function UploadRecord({ detail }: { detail: CaseDetail }) {
  const { data: upload } = useUpload(detail.id)
  return upload ? <ContextPanel upload={upload} /> : null
}

/** Shows the text of an upload, below its evidence. */
function Words({ detail }: { detail: CaseDetail }) {
  const { data: upload } = useUpload(detail.id)
  return upload ? <WordsPanel words={upload.words} /> : null
}

/** Shows the text of an upload after the reviewer asked for it. */
function WordsPanel({ words }: { words: string | null }) {
  const [shown, setShown] = useState(false)
  if (words === null || words === '') return null
  return (
    <Panel
      title={text('content.case.words.title')}
      actions={
        <Button size="compact-xs" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? text('content.case.words.hide') : text('content.case.words.show')}
        </Button>
      }
    >
      <p className={own.dim}>{text('content.case.words.note')}</p>
      {shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <p className={own.text} tabIndex={0}>
          <bdi>{words}</bdi>
        </p>
      )}
    </Panel>
  )
}
