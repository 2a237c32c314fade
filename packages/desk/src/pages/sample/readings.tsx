import {
  type NewSampleReading,
  type SampledCase,
  type SampleReading,
  type SampleVerdict,
  sampleVerdicts,
} from '@entente/contracts'
import { Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Instant } from '../../parts/instant.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import classes from './sample.module.css'

/** Shows the readings of a drawn case, and a form for another one while the case is there. */
export function Readings({ sampled }: { sampled: SampledCase }) {
  return (
    <div>
      {sampled.readings.length > 0 && (
        <ul className={classes.readings}>
          {sampled.readings.map((reading) => (
            <li key={reading.id}>
              <Reading reading={reading} />
            </li>
          ))}
        </ul>
      )}
      {sampled.reference !== null && !sampled.planted && <ReadingForm sampleId={sampled.id} />}
    </div>
  )
}

function Reading({ reading: { verdict, by, at, text: words, dueAt, overdue, answer } }: { reading: SampleReading }) {
  return (
    <>
      <strong>{text(`sample.figure.${verdict}`)}</strong>{' '}
      <span className={classes.dim}>
        <bdi>{by}</bdi>, <Instant at={at} />
      </span>
      <Words words={words} />
      {answer !== null && (
        <>
          <strong>{text('sample.answer')}</strong>{' '}
          <span className={classes.dim}>
            <bdi>{answer.by}</bdi>, <Instant at={answer.at} />
          </span>
          <Words words={answer.text} />
        </>
      )}
      {answer === null && dueAt !== null && (
        <p className={classes.dim}>
          {text(overdue ? 'sample.answer.overdue' : 'sample.answer.due', { at: instantHere(dueAt) })}
        </p>
      )}
    </>
  )
}

const Words = ({ words }: { words: string | null }) => (
  <blockquote>{words === null ? text('sample.words.gone') : <bdi>{words}</bdi>}</blockquote>
)

function ReadingForm({ sampleId }: { sampleId: string }) {
  const submission = useSubmission()
  const [verdict, setVerdict] = useState<SampleVerdict | ''>('')
  const [words, setWords] = useState('')
  const [notice, setNotice] = useState('')
  const store = async (reading: NewSampleReading): Promise<void> => {
    await api.post(`/v1/oversight/sample/${sampleId}/reading`, reading)
    setVerdict('')
    setWords('')
    setNotice(text('sample.form.done'))
    markStale('/v1/oversight/sample', '/v1/badges')
  }
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submission.submit({ verdict, text: words.trim() } as NewSampleReading, store)}
      save={text('sample.form.save')}
      notice={notice}
    >
      <Radio.Group
        {...fieldProps(submission.faults, '/verdict')}
        label={text('sample.form.verdict')}
        value={verdict}
        onChange={(value) => setVerdict(value as SampleVerdict)}
      >
        <div style={{ display: 'flex', gap: 20, paddingBlock: 6 }}>
          {sampleVerdicts.map((value) => (
            <Radio key={value} value={value} label={text(`sample.figure.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        {...fieldProps(submission.faults, '/text')}
        label={text('sample.form.words')}
        description={text('sample.form.hint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormFrame>
  )
}
