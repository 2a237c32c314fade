import { Button } from '@mantine/core'
import { createContext, useContext } from 'react'
import { findText, text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { GoLink } from './go-link.tsx'
import { Icon } from './icon.tsx'
import classes from './problem-card.module.css'
import { ConnectionError, isRefusal, ProblemError } from './problem-error.ts'
import { RefusedClauses } from './refused-clauses.tsx'
import { shapeWords } from './shape-words.ts'

const Titles = createContext<(code: string) => string | undefined>(() => undefined)
/** Finds the title of an error of a gateway by its code. The shell provides it. */
export const ProblemTitles = Titles.Provider

interface Props {
  error: Error
  onRetry?: (() => void) | undefined
  /** A sentence that says that the input is kept. */
  kept?: string | undefined
  /** Title of a refusal, if the refused object has a name. */
  refusedTitle?: string | undefined
  /** Seconds until the page tries again by itself, for an error that is not of the node. */
  retryIn?: number | undefined
  /** True if the card is the whole page, so that its title is the heading of the page. */
  page?: boolean | undefined
}

/** Shows an error: sentence, detail, code, request id and time. For a refusal of access it shows the conditions instead. */
export function ProblemCard({ error, onRetry, kept, refusedTitle, retryIn = 0, page }: Props) {
  const titleOf = useContext(Titles)
  if (isRefusal(error)) return <RefusedClauses error={error} title={refusedTitle} page={page} />
  const { title, detail, meta, faults } = wordsOf(error, retryIn, titleOf)
  const Heading = page ? 'h1' : 'h2'
  const recordPage = pageOfRecord(error)
  return (
    <section role="alert" className={classes.card}>
      <Heading tabIndex={-1}>
        <Icon name="circledCross" /> {title}
      </Heading>
      {detail && <p>{detail}</p>}
      {recordPage !== null && (
        <p>
          <GoLink to={recordPage}>{text('problems.necessity')}</GoLink>
        </p>
      )}
      {faults.length > 0 && (
        <>
          <p>{text('problems.faults')}</p>
          <ul className={classes.faults}>
            {faults.map((fault) => (
              <li key={fault.at + fault.code}>
                {shapeWords(fault.message) ?? fault.message} <code>{fault.at}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {kept && <p>{kept}</p>}
      {meta && <p className={classes.meta}>{meta}</p>}
      {onRetry && (
        <Button variant="default" h={30} onClick={onRetry}>
          {text('problems.retry')}
        </Button>
      )}
    </section>
  )
}

/** Finds the page of the desk on which the missing record of necessity is written: the node names it. */
const pageOfRecord = (error: Error): string | null =>
  error instanceof ProblemError && error.problem.code === 'necessity-missing'
    ? (/\/necessity\/new\?[\w=&.%-]+/.exec(error.problem.detail)?.[0] ?? null)
    : null

function wordsOf(
  error: Error,
  retryIn: number,
  titleOf: (code: string) => string | undefined,
): {
  title: string
  detail: string
  meta: string | null
  faults: { at: string; code: string; message: string }[]
} {
  if (error instanceof ProblemError) {
    const { title, detail, code, requestId, errors = [] } = error.problem
    return {
      title:
        code === 'audit-unavailable'
          ? text('problems.auditUnavailable')
          : (findText(`problem-titles.${code}`) ?? titleOf(code) ?? title),
      // If single faults are listed, the detail would only repeat them.
      detail: code === 'audit-unavailable' || detail === title || errors.length > 0 ? '' : detail,
      meta: text('problems.meta', { code: code, requestId: requestId || 'none', clock: clockHere(error.at, true) }),
      faults: errors,
    }
  }
  if (error instanceof ConnectionError)
    return { title: text('problems.connection'), detail: text('problems.connectionDetail'), meta: null, faults: [] }
  return {
    title: text('problems.unexpected'),
    detail: text('problems.unexpectedDetail', { seconds: retryIn }),
    meta: error.message,
    faults: [],
  }
}
