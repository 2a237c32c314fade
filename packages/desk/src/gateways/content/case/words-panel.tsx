import { Button } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import own from './content-case.module.css'

/** The words of a text upload, hidden until they are asked for. */
export function WordsPanel({ words }: { words: string | null }) {
  const t = textsOf('contentCase').words
  const [shown, setShown] = useState(false)
  if (words === null || words === '') return null
  return (
    <Panel
      title={t.title}
      actions={
        <Button size="compact-xs" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? t.hide : t.show}
        </Button>
      }
    >
      <p className={own.dim}>{t.note}</p>
      {shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <p className={own.text} tabIndex={0}>
          <bdi>{words}</bdi>
        </p>
      )}
    </Panel>
  )
}
