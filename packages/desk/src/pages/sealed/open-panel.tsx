import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FileDrop } from '../../parts/file-drop.tsx'
import { Panel } from '../../parts/panel.tsx'
import { saveBytes } from '../../parts/save-file.ts'
import { text } from '../../texts/text.ts'
import { type KeyFault, keyTyped, openInBrowser, textOf } from './age-files.ts'
import classes from './sealed.module.css'

interface Sealed {
  name: string
  sealed: Blob
}

/** Opens a sealed file in this page, with the private key or two of its shares. Neither the key nor what was opened is sent. */
export function OpenPanel({ file, onFile }: { file: Sealed | null; onFile: (file: Sealed | null) => void }) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<KeyFault | null>(null)
  const [opened, setOpened] = useState<{ of: Sealed; bytes: Uint8Array<ArrayBuffer> } | null>(null)
  // Another file may be chosen while one is open.
  const content = opened !== null && opened.of === file ? opened.bytes : null
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setOpened(null)
    if (file === null) return
    const read = await keyTyped(typed)
    if ('fault' in read) return setFault(read.fault)
    const found = await openInBrowser(file.sealed, read.key)
    setFault(found === null ? 'file' : null)
    setOpened(found && { of: file, bytes: found })
    // The key is needed for one file only.
    if (found !== null) setTyped('')
  }
  const close = (): void => {
    setOpened(null)
    onFile(null)
  }
  const words = content === null ? null : textOf(content)
  return (
    <Panel title={text('sealed.open.title')}>
      <form className={classes.stack} onSubmit={(event) => void open(event)} noValidate>
        <p>{text('sealed.open.what')}</p>
        {file === null ? (
          <FileDrop
            what={text('sealed.open.drop')}
            choose={text('sealed.open.choose')}
            accept=".age"
            onFiles={([chosen]) => chosen && onFile({ name: chosen.name.replace(/\.age$/, ''), sealed: chosen })}
          />
        ) : (
          <p>
            {text('sealed.open.file')} <bdi dir="ltr">{file.name}</bdi>
          </p>
        )}
        <Textarea
          className={classes.wide}
          label={text('sealed.open.key')}
          description={text('sealed.open.keyHint')}
          error={fault === null ? null : text(`sealed.fault.${fault}`)}
          autosize
          minRows={2}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" h={36} disabled={file === null || typed.trim() === ''}>
            {text('sealed.open.act')}
          </Button>
          {file !== null && (
            <Button variant="default" h={36} onClick={close}>
              {text('sealed.open.close')}
            </Button>
          )}
        </div>
        {words !== null && (
          <pre className={classes.opened} role="status" aria-label={text('sealed.open.content')}>
            <bdi>{words}</bdi>
          </pre>
        )}
        {content !== null && words === null && <p role="status">{text('sealed.open.noText')}</p>}
        {content !== null && (
          <Button variant="default" h={36} onClick={() => saveBytes(file?.name ?? 'opened', new Blob([content]))}>
            {text('sealed.open.save')}
          </Button>
        )}
      </form>
    </Panel>
  )
}
