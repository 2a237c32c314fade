import type { Attachment, AttachmentPage, SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale, useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { number } from '../../../texts/numbers.ts'
import { text } from '../../../texts/text.ts'
import { instantHere } from '../../../texts/times.ts'
import { AddDialog } from './add-dialog.tsx'
import classes from './attachments.module.css'
import { CopyDialog } from './copy-dialog.tsx'
import { formatWords, kilobytes, pictureWords } from './picture-words.ts'

/** The kinds of signals that can have biometric data. */
const kinds: readonly string[] = ['person', 'travel-document'] satisfies SignalDetail['kind'][]

/**
 * Lists the biometric files of a signal with the facts that they state. A copy needs a reason. Officers of the signal's owner can add and remove
 * files.
 */
export function AttachmentsPanel({ signal }: { signal: SignalDetail }) {
  const me = useMe()
  const read = useRead<AttachmentPage>(`/v1/signals/${signal.id}/attachments`)
  const [adding, setAdding] = useState(false)
  const [copying, setCopying] = useState<Attachment | null>(null)
  const [removing, setRemoving] = useState<Attachment | null>(null)
  const [notice, setNotice] = useState('')
  const items = read.data?.items ?? []
  const changes = me.role === 'signal-officer' && signal.owner === me.member
  const adds = changes && kinds.includes(signal.kind)
  if (!adds && items.length === 0 && !read.error) return null
  return (
    <Panel
      title={text('attachments.title')}
      {...(read.data && { note: items.length })}
      flush={items.length > 0}
      {...(adds && {
        actions: (
          <Button variant="default" size="compact-xs" onClick={() => setAdding(true)}>
            {text('attachments.add')}
          </Button>
        ),
      })}
    >
      <ReadState read={read} rows={1} />
      {read.data && items.length === 0 && <p>{text('attachments.none')}</p>}
      {items.length > 0 && <Files items={items} onCopy={setCopying} onRemove={changes ? setRemoving : null} />}
      <p className={items.length > 0 ? classes.under : table.secondary}>{text('attachments.what')}</p>
      <p role="status" className={notice === '' ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      <AddDialog signal={signal} opened={adding} onClose={() => setAdding(false)} onDone={setNotice} />
      <CopyDialog of={copying} onClose={() => setCopying(null)} onDone={setNotice} />
      <RemoveDialog of={removing} onClose={() => setRemoving(null)} onDone={setNotice} />
    </Panel>
  )
}

interface FilesProps {
  items: Attachment[]
  onCopy: (file: Attachment) => void
  /** Null if this person may not remove files. */
  onRemove: ((file: Attachment) => void) | null
}

function Files({ items, onCopy, onRemove }: FilesProps) {
  return (
    <DataTable
      name={text('attachments.title')}
      columns={[
        text('attachments.column.file'),
        text('attachments.column.pictures'),
        text('attachments.column.added'),
        { head: text('attachments.column.act'), hidden: true },
      ]}
    >
      {items.map((file) => {
        const at = instantHere(file.addedAt)
        return (
          <tr key={file.id} className={classes.file}>
            <th scope="row" className={table.wrap}>
              {formatWords(file.reading)}
              <br />
              <span className={table.secondary}>
                {text('attachments.size', { kilobytes: number(kilobytes(file.bytes)) })}
              </span>
            </th>
            <td className={table.wrap}>
              <Stated file={file} />
            </td>
            <td className={table.wrap}>{at}</td>
            <td>
              <div className={classes.acts}>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={text('attachments.copyOf', { format: text(`attachments.formats.${file.format}`), at })}
                  onClick={() => onCopy(file)}
                >
                  {text('attachments.copy')}
                </Button>
                {onRemove && (
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={text('attachments.removeOf', {
                      format: text(`attachments.formats.${file.format}`),
                      at,
                    })}
                    onClick={() => onRemove(file)}
                  >
                    {text('attachments.remove')}
                  </Button>
                )}
              </div>
            </td>
          </tr>
        )
      })}
    </DataTable>
  )
}

/** Shows the stated facts about each picture, and the findings about the file. The file itself is not loaded. */
function Stated({ file: { reading } }: { file: Attachment }) {
  return (
    <>
      {reading.images.length === 0 && <p>{text('attachments.noPicture')}</p>}
      <ul className={classes.pictures}>
        {reading.images.map((image) => (
          <li key={image.position}>
            <strong>{text(`attachments.modalities.${image.modality}`)}</strong>{' '}
            <span className={table.secondary}>{pictureWords(image)}</span>
          </li>
        ))}
      </ul>
      {reading.findings.length > 0 && (
        <>
          <p className={classes.findings}>{text('attachments.findings', { n: reading.findings.length })}</p>
          <ul>
            {reading.findings.map((finding, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity but their place
              <li key={place}>
                {finding.message}{' '}
                <span className={table.secondary}>
                  {finding.position && text('attachments.findingAt', { byte: String(finding.position.byte) })}{' '}
                  <code>{finding.code}</code>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface Props {
  /** The file to remove, or null while the dialog is closed. */
  of: Attachment | null
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Removes a file from a signal of this member, here and at all members that have it. */
function RemoveDialog({ of, onClose, onDone }: Props) {
  return (
    <ConfirmAct
      opened={of !== null}
      onClose={onClose}
      title={text('attachments.removing.title')}
      act={text('attachments.removing.act')}
      notNow={text('attachments.removing.notNow')}
      adverse
      onAct={async () => {
        if (of === null) return
        await api.delete(`/v1/signals/${of.signalId}/attachments/${of.id}`)
        onDone(text('attachments.removing.done'))
        markStale(`/v1/signals/${of.signalId}`, `/v1/signals/${of.signalId}/`)
      }}
    >
      <p>{text('attachments.removing.what')}</p>
    </ConfirmAct>
  )
}
