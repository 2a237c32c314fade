import type { RedressDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AssignPanel } from './assign-panel.tsx'
import { DecidePanel, ExtendPanel } from './decide-panel.tsx'
import { RedressChips } from './redress-words.tsx'
import { CasesPanel, FilesPanel, WordsPanel } from './request-panels.tsx'

const route = getRouteApi('/shell/redress/$reference')

/** Shows one request with the words of its person, and the step that its reader may take. */
export function RedressPage() {
  const { reference } = route.useParams()
  const path = `/v1/redress/${encodeURIComponent(reference)}`
  const read = useRead<RedressDetail>(path, {}, { staleTime: 0 })
  const [notice, setNotice] = useState('')
  const title = text('redress.one', { reference })
  const done = (sentence: string): void => {
    setNotice(sentence)
    markStale('/v1/redress', path)
  }
  const request = read.data
  const crumbs = [{ to: paths.redress(), label: text('shell.pages.redress') }]
  const chips = request && <RedressChips request={request} />
  return (
    <Page title={title} label={title} head={<ObjectHead crumbs={crumbs} title={title} chips={chips} />}>
      <div role="status">{notice !== '' && <p className={note.note}>{notice}</p>}</div>
      <ReadState read={read} rows={8} />
      {request && (
        <div style={{ maxInlineSize: 760 }}>
          <WordsPanel request={request} />
          {request.evidence.length > 0 && <FilesPanel request={request} path={path} />}
          {request.cases.length > 0 && <CasesPanel request={request} />}
          {request.may.take && <Take path={path} onDone={() => done(text('redress.take.done'))} />}
          {request.may.assign && <AssignPanel path={path} onDone={() => done(text('redress.assign.done'))} />}
          {request.may.decide && (
            <DecidePanel path={path} request={request} onDone={() => done(text('redress.decide.done'))} />
          )}
          {request.may.extend && <ExtendPanel path={path} onDone={() => done(text('redress.extend.done'))} />}
        </div>
      )}
    </Page>
  )
}

function Take({ path, onDone }: { path: string; onDone: () => void }) {
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await api.post(`${path}/take`, {})
      onDone()
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={text('redress.take.title')}>
      {error && <ProblemCard error={error} />}
      <p style={{ marginBlockEnd: 12 }}>{text('redress.take.what')}</p>
      <Button h={36} loading={busy} onClick={() => void take()}>
        {text('redress.take.act')}
      </Button>
    </Panel>
  )
}
