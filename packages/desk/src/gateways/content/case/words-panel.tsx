import { Button } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../texts/index.ts'
import own from './content-case.module.css'

/** The words of a text upload, hidden until they are asked for. */
export function WordsPanel({ words }: { words: string | null }) {
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
