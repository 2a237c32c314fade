import type { SampleQuestion, SampleQuestions } from '@entente/contracts'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import classes from './sample.module.css'

/** Lists the questions of oversight about cases of the reader's teams, with a form for the answer. */
export function QuestionsPage() {
  const title = text('sample.questions.title')
  const read = useRead<SampleQuestions>('/v1/sample/questions', {}, { staleTime: 0 })
  const [notice, setNotice] = useState('')
  return (
    <Page title={title} label={title} head={<ListHead title={title}>{text('sample.questions.what')}</ListHead>}>
      <ReadState read={read} rows={4} />
      <p role="status" className={notice === '' ? 'visually-hidden' : note.note}>
        {notice}
      </p>
      {read.data?.items.length === 0 && (
        <EmptyState title={text('sample.questions.none')} next={text('sample.questions.noneNext')} />
      )}
      <div style={{ maxInlineSize: 760 }}>
        {read.data?.items.map((question) => (
          <Panel
            key={question.id}
            title={question.reference}
            note={question.answer ? text('sample.answer') : undefined}
          >
            <FactList facts={factsOf(question)} />
            {question.may && (
              <div style={{ marginBlockStart: 14 }}>
                <AnswerForm id={question.id} onDone={() => setNotice(text('sample.questions.done'))} />
              </div>
            )}
            {!question.may && question.answer === null && <p className={classes.dim}>{text('sample.questions.not')}</p>}
          </Panel>
        ))}
      </div>
    </Page>
  )
}

function factsOf({ caseId, reference, askedAt, dueAt, overdue, text: words, answer }: SampleQuestion): Fact[] {
  return [
    { name: text('sample.case.reference'), value: <GoLink to={paths.case(caseId)}>{reference}</GoLink> },
    { name: text('sample.questions.asked'), value: <Instant at={askedAt} /> },
    { name: text('sample.questions.question'), value: <bdi>{words}</bdi> },
    answer === null
      ? {
          name: text('sample.answer'),
          value: text(overdue ? 'sample.answer.overdue' : 'sample.answer.due', { at: instantHere(dueAt) }),
        }
      : {
          name: text('sample.answer'),
          value: (
            <>
              <bdi>{answer.text ?? text('sample.words.gone')}</bdi> (<bdi>{answer.by}</bdi>, <Instant at={answer.at} />)
            </>
          ),
        },
  ]
}

function AnswerForm({ id, onDone }: { id: string; onDone: () => void }) {
  const submission = useSubmission()
  const [words, setWords] = useState('')
  const store = async (body: { text: string }): Promise<void> => {
    await api.post(`/v1/sample/questions/${id}/answer`, body)
    markStale('/v1/sample/questions', '/v1/badges')
    onDone()
  }
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submission.submit({ text: words.trim() }, store)}
      save={text('sample.questions.save')}
    >
      <Textarea
        {...fieldProps(submission.faults, '/text')}
        label={text('sample.answer')}
        description={text('sample.questions.hint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormFrame>
  )
}
