import type { ImportPreview, ListTask, SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { keyOf, queryClient } from '../../app/query.ts'
import { useGo } from '../../parts/go.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { bytes } from './bytes.ts'
import classes from './signal-import.module.css'

const endings: Record<SignalList['format'], string> = {
  'un-xml': '.xml',
  csv: '.csv',
  ftm: '.json,.jsonl,.ndjson',
}

/** Checks a file against a list and shows the effects. The node keeps the file for the import; no signal changes. */
export function useCheckFile(list: SignalList | undefined) {
  const go = useGo()
  const [file, setFile] = useState<File | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const check = async (chosen: File): Promise<void> => {
    if (list === undefined) return
    setFile(chosen)
    setError(null)
    try {
      const answer = await api.postBytes<ImportPreview | ListTask>(`/v1/lists/${list.id}/preview`, chosen, {
        // The list states the format, so the bytes are sent without a type.
        headers: { 'content-type': 'application/octet-stream' },
      })
      // A large file is checked in the background; the page of the preview shows the progress.
      const id = 'previewId' in answer ? answer.previewId : answer.id
      queryClient.setQueryData(keyOf(`/v1/lists/previews/${id}`), answer)
      go(paths.signalImport(id))
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setFile(null)
    }
  }
  return { check, file, error }
}

export function CheckFileButton({
  list,
  busy,
  onFile,
}: {
  list: SignalList
  busy: boolean
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button h={30} disabled={busy} title={text('signal-lists.one.uploadHint')} onClick={() => input.current?.click()}>
        {text('signal-lists.one.upload')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text('signal-lists.one.upload')}
        accept={endings[list.format]}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}

/** Accepts files that are dropped on the page, and shows the progress or failure of the check at the top. */
export function DropPlace({
  onFile,
  file,
  error,
  children,
}: {
  onFile: ((file: File) => void) | null
  file: File | null
  error: Error | null
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent): void => {
    if (onFile === null) return
    event.preventDefault()
    setOver(event.type === 'dragover')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button in the head
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={drag}
      onDrop={(event) => {
        drag(event)
        const dropped = event.dataTransfer.files[0]
        if (dropped) onFile?.(dropped)
      }}
    >
      {over && <p className={classes.over}>{text('signal-lists.one.drop')}</p>}
      {file && (
        <p role="status" className={classes.checking}>
          <bdi>{text('signal-lists.one.checking', { name: file.name })}</bdi> ·{' '}
          {text('signal-lists.one.checkingBytes', { size: bytes(file.size) })}
        </p>
      )}
      {error && (
        <div style={{ marginBlockEnd: 12 }}>
          <ProblemCard error={error} kept={text('signal-lists.one.unreadable')} />
        </div>
      )}
      {children}
    </div>
  )
}
