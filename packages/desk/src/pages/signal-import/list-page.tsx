import type { RollbackAnswer, SignalList } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import columns from '../../parts/columns.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { CheckFileButton, DropPlace, useCheckFile } from './check-file.tsx'
import { ListTasks, useListTasks } from './list-tasks.tsx'
import { ListVersions } from './list-versions.tsx'
import { ReleaseList } from './release-list.tsx'
import classes from './signal-import.module.css'
import { TermsFacts } from './terms-facts.tsx'

const route = getRouteApi('/shell/signals/lists/$id')

/** Shows one list: checks of files against it, its terms, its versions. */
export function ListPage() {
  const { id } = route.useParams()
  const me = useMe()
  const read = useRead<SignalList>(`/v1/lists/${id}`)
  const list = read.data
  const officer = me.role === 'signal-officer'
  const { check, file, error } = useCheckFile(list)
  const tasks = useListTasks(officer ? id : undefined)
  const [released, setReleased] = useState('')
  const [undone, setUndone] = useState<z.infer<typeof RollbackAnswer> | null>(null)
  return (
    <Page
      title={text('signal-lists.title')}
      label={list?.title ?? text('signal-lists.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: text('signal-lists.crumbs.signals') },
            { to: paths.signalLists(), label: text('signal-lists.crumbs.lists') },
          ]}
          title={<bdi>{list?.title ?? text('signal-lists.title')}</bdi>}
          facts={
            list && (
              <>
                <span>{text(`signal-lists.format.${list.format}`)}</span>
                <span>{text('signal-lists.one.version', { n: list.version })}</span>
                <span>{text('signal-lists.one.entries', { n: list.entries })}</span>
              </>
            )
          }
          actions={
            list && officer && <CheckFileButton list={list} busy={file !== null} onFile={(each) => void check(each)} />
          }
        />
      }
    >
      <ReadState read={read} rows={8} />
      {list && (
        <DropPlace onFile={officer ? (each) => void check(each) : null} file={file} error={error}>
          <div role="status">
            {undone && <RollbackResult answer={undone} />}
            {released !== '' && <p className={columns.note}>{released}</p>}
          </div>
          {officer && <ReleaseList list={list} onDone={setReleased} />}
          <ListTasks tasks={tasks} />
          {officer && <p className={classes.hint}>{text('signal-lists.one.uploadHint')}</p>}
          <div className={columns.columns}>
            <Panel title={text('signal-lists.one.versions')} note={list.versions.length} flush>
              <ListVersions list={list} mayRollBack={officer} onDone={setUndone} />
            </Panel>
            <Panel title={text('signal-lists.one.terms')}>
              <TermsFacts terms={list.terms} />
            </Panel>
          </div>
        </DropPlace>
      )}
    </Page>
  )
}

/** Shows the effects of a rollback as counts. */
function RollbackResult({ answer }: { answer: z.infer<typeof RollbackAnswer> }) {
  return (
    <div className={columns.note}>
      <strong>{text('signal-lists.rollback.done', { to: answer.to })}</strong>
      <p>
        {[
          text('signal-lists.rollback.hits', { n: answer.hitsReevaluated }),
          text('signal-lists.rollback.closed', { n: answer.casesClosed }),
          text('signal-lists.rollback.reopened', { n: answer.decisionsReopened }),
          text('signal-lists.rollback.took', { seconds: number(answer.ms / 1000, 1) }),
        ].join(' · ')}
      </p>
    </div>
  )
}
