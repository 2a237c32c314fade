import { Button } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import classes from './file-drop.module.css'

interface Props {
  /** Explains what a dropped file is used for. */
  what: string
  /** Label of the button that opens the file dialog. */
  choose: string
  several?: boolean
  /** The media types that the file dialog offers. A phone offers its camera for pictures. */
  accept?: string
  busy?: boolean
  onFiles: (files: File[]) => void
}

/** Shows an area on which files can be dropped, with a button for keyboard use. */
export function FileDrop({ what, choose, several, accept, busy, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0 && !busy) onFiles(several ? files : files.slice(0, 1))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside the words does the same by keyboard
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>{what}</p>
      <Button variant="default" h={30} disabled={busy ?? false} onClick={() => input.current?.click()}>
        {choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={choose}
        multiple={several ?? false}
        accept={accept}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </div>
  )
}
