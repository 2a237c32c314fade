import { type ThresholdProposal, type ThresholdTrial, thresholdContent } from '@entente/contracts'
import { Button, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { useMe } from '../../app/session.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { ThresholdMeaning } from './in-force.tsx'
import { fewestWords } from './propose-panel.tsx'
import classes from './threshold.module.css'
import { TrialCard } from './trial-card.tsx'

interface Props {
  proposal: ThresholdProposal
  from: number
  trial: ThresholdTrial | undefined
  onDone: (notice: string) => void
}
interface Answer {
  agree: '' | 'yes' | 'no'
  reason: string
}
const unanswered: Answer = { agree: '', reason: '' }

/** Shows the open proposal: the change with its reason, its effects, and the answer of the second person. */
export function ProposalPanel({ proposal, from, trial, onDone }: Props) {
  return (
    <Panel
      title={text('threshold.proposal.title', { from: hundredths(from), to: hundredths(proposal.threshold) })}
      flush
    >
      <div className={classes.asked}>
        <p>{text('threshold.proposal.by', { name: proposal.byName, at: instantHere(proposal.at) })}</p>
        <blockquote>
          <bdi>{proposal.reason}</bdi>
        </blockquote>
        <ThresholdMeaning threshold={proposal.threshold} />
      </div>
      {trial && <TrialCard trial={trial} />}
      <div className={classes.asked}>
        {proposal.may.answer ? (
          <AnswerForm proposal={proposal} from={from} onDone={onDone} />
        ) : (
          <p className={classes.notice}>
            {proposal.may.withdraw ? text('threshold.proposal.own') : text('threshold.proposal.waits')}
          </p>
        )}
        {proposal.may.withdraw && <Withdraw proposal={proposal} onDone={onDone} />}
      </div>
    </Panel>
  )
}

/** Asks the second person for an answer. Nothing is preselected; both answers need a reason. */
function AnswerForm({ proposal, from, onDone }: Pick<Props, 'proposal' | 'from' | 'onDone'>) {
  const [answer, setAnswer] = useDraft<Answer>(`threshold:${proposal.id}`, unanswered)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const signing = useSigning()
  const short = answer.reason.trim().length < fewestWords
  const record = async (): Promise<void> => {
    setError(null)
    setBusy(true)
    const agree = answer.agree === 'yes'
    try {
      const body = { agree, reason: answer.reason.trim() }
      const shown = async () => ({
        ...{ type: 'threshold.confirm', about: `threshold:${proposal.id}`, body },
        content: thresholdContent(proposal, from, body.reason),
      })
      const signed = agree ? await signing.sign(shown) : {}
      await api.post(`/v1/matching/threshold/proposals/${proposal.id}/answer`, { ...body, ...signed })
      setAnswer(null)
      onDone(
        agree
          ? text('threshold.proposal.agreed', { to: hundredths(proposal.threshold) })
          : text('threshold.proposal.refused'),
      )
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void record()
      }}
    >
      <Radio.Group
        label={text('threshold.proposal.question')}
        value={answer.agree}
        onChange={(agree) => setAnswer({ ...answer, agree: agree as Answer['agree'] })}
      >
        <div className={classes.choices}>
          <Radio value="no" label={text('threshold.proposal.no')} description={text('threshold.proposal.noMeans')} />
          <Radio
            value="yes"
            label={text('threshold.proposal.yes', { to: hundredths(proposal.threshold) })}
            description={text('threshold.proposal.yesMeans', { higher: proposal.threshold > from })}
          />
        </div>
      </Radio.Group>
      <Textarea
        label={text('threshold.proposal.words')}
        description={short ? text('threshold.proposal.wordsShort') : text('threshold.proposal.wordsEnough')}
        maxLength={2000}
        value={answer.reason}
        onChange={(event) => setAnswer({ ...answer, reason: event.currentTarget.value })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      {error && <ProblemCard error={error} kept={text('problems.kept')} />}
      {signing.dialog}
      <div>
        <Button type="submit" h={36} loading={busy} disabled={answer.agree === '' || short}>
          {answer.agree === ''
            ? text('threshold.proposal.choose')
            : answer.agree === 'yes'
              ? text('threshold.proposal.agree')
              : text('threshold.proposal.refuse')}
        </Button>
      </div>
    </form>
  )
}

function Withdraw({ proposal, onDone }: Pick<Props, 'proposal' | 'onDone'>) {
  const me = useMe()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="default" h={30} onClick={() => setAsking(true)}>
        {text('threshold.proposal.withdraw')}
      </Button>
      <ConfirmAct
        opened={asking}
        onClose={() => setAsking(false)}
        title={text('threshold.proposal.withdrawTitle')}
        act={text('threshold.proposal.withdrawAct')}
        notNow={text('threshold.proposal.notNow')}
        onAct={async () => {
          await api.post(`/v1/matching/threshold/proposals/${proposal.id}/withdraw`)
          onDone(text('threshold.proposal.withdrawn'))
        }}
      >
        <p>{text('threshold.proposal.withdrawWhat', { name: me.name })}</p>
      </ConfirmAct>
    </>
  )
}
