import type { Referral } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../parts/chip.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import type { IconName } from '../../../parts/icon.tsx'
import { Instant } from '../../../parts/instant.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import { pathWords } from './field-words.ts'
import classes from './questions.module.css'
import type { StatedConsignment } from './use-consignment.ts'

const chips: Record<Referral['state'], { tone: ChipTone; icon: IconName }> = {
  open: { tone: 'warn', icon: 'clock' },
  answered: { tone: 'ok', icon: 'circledTick' },
  missed: { tone: 'bad', icon: 'triangle' },
  withdrawn: { tone: 'plain', icon: 'cross' },
}

/** Lists the questions to filers, newest first, each with its state, its deadline and the answer of the filer. */
export function QuestionsPanel({ detail, caseId }: { detail: StatedConsignment; caseId?: string | undefined }) {
  const { referrals, filings } = detail
  if (referrals.length === 0) return null
  const filers = new Map(filings.map(({ filer, filerName }) => [filer, filerName]))
  return (
    <Panel title={text('cargo.questions.title')} note={referrals.length}>
      <ul className={classes.questions}>
        {referrals.map((referral) => (
          <li key={referral.id}>
            <p className={classes.head}>
              <strong>{text(`cargo.questions.kinds.${referral.origin === 'data' ? 'data' : referral.kind}`)}</strong>
              <Chip {...chips[referral.state]}>{text(`cargo.questions.states.${referral.state}`)}</Chip>
              <bdi>{filers.get(referral.filer) ?? ''}</bdi>
            </p>
            <p className={classes.times}>
              <span>
                {text('cargo.questions.asked')} <Instant at={referral.askedAt} />
              </span>
              {referral.dueAt !== null && (
                <span>
                  {text('cargo.questions.due')} <Instant at={referral.dueAt} />
                </span>
              )}
              {referral.remindedAt !== null && (
                <span>
                  {text('cargo.questions.reminded')} <Instant at={referral.remindedAt} />
                </span>
              )}
              {referral.endedAt !== null && (
                <span>
                  {text('cargo.questions.ended')} <Instant at={referral.endedAt} />
                </span>
              )}
            </p>
            <Asked referral={referral} />
            <Answer referral={referral} search={{ consignment: detail.id, case: caseId }} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The questions with the words of the filer below each. A masked text is not said. */
function Asked({ referral: { questions, answers, method } }: { referral: Referral }) {
  return (
    <>
      {method !== null && (
        <p>
          {text('cargo.details.method')}: {text(`cargo.details.methods.${method}`)}
        </p>
      )}
      <ol className={classes.asked}>
        {questions.map(({ path, text: words, finding }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the questions of a referral never change
          <li key={place}>
            <bdi>{words === '' ? text('cargo.questions.masked') : words}</bdi>{' '}
            <span className={classes.dim}>
              {path !== '' && pathWords(path)} {finding !== null && <code>{finding}</code>}
            </span>
            {answers
              .filter((answer) => answer.path === path)
              .map((answer, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the answers of a referral never change
                <blockquote key={nth} className={classes.answer}>
                  <bdi>{answer.text === '' ? text('cargo.questions.masked') : answer.text}</bdi>
                </blockquote>
              ))}
          </li>
        ))}
      </ol>
    </>
  )
}

function Answer({ referral, search }: { referral: Referral; search: Record<string, string | undefined> }) {
  const { questions, answers, result, attachments, answeredBy } = referral
  const other = answers.filter(({ path }) => !questions.some((question) => question.path === path))
  return (
    <>
      {other.map(({ path, text: words }) => (
        <blockquote key={path} className={classes.answer}>
          <span className={classes.dim}>{pathWords(path)}</span> <bdi>{words}</bdi>
        </blockquote>
      ))}
      {result !== null && (
        <p>{text('cargo.questions.result', { result: text(`cargo.questions.results.${result}`) })}</p>
      )}
      {answeredBy !== null && (
        <p>
          <GoLink to={paths.cargoMessage(answeredBy, search)}>{text('cargo.questions.byMessage')}</GoLink>
        </p>
      )}
      {attachments.length > 0 && (
        <>
          <p className={classes.dim}>{text('cargo.questions.files')}</p>
          <ul>
            {attachments.map(({ name, mediaType, sha256 }) => (
              <li key={sha256} className={classes.file}>
                <bdi>{name === '' ? text('cargo.questions.masked') : name}</bdi> <code>{mediaType}</code>{' '}
                <code>{sha256}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
