import type { Clause } from '@entente/contracts'
import { Button } from '@mantine/core'
import { createContext, useContext } from 'react'
import { findText, text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import { useGo } from './go.ts'
import { Icon } from './icon.tsx'
import classes from './problem-card.module.css'
import type { ProblemError } from './problem-error.ts'

interface Ways {
  /** Address of the person's first page. */
  home: string
  homeIsQueue: boolean
  /** Opens the list of purposes; null if the person has no other purpose. */
  changePurpose: (() => void) | null
}
const Context = createContext<Ways>({ home: '/', homeIsQueue: true, changePurpose: null })
/** The next steps for a person without access. The shell provides them. */
export const WaysOut = Context.Provider

const ofPurpose = new Set(['purpose-stated', 'purpose-of-regime'])

interface Props {
  error: ProblemError
  title?: string | undefined
  /** True if the refusal is the whole page. */
  page?: boolean | undefined
}

/** Shows every failed condition with what is missing and the next step, then the met conditions. */
export function RefusedClauses({ error, title, page }: Props) {
  const Heading = page ? 'h1' : 'h2'
  const go = useGo()
  const failed = error.clauses.filter((clause) => clause.result === 'fail')
  const met = error.clauses.filter((clause) => clause.result === 'pass')
  const { home, homeIsQueue, changePurpose } = useContext(Context)
  const ofThePurpose = failed.some((clause) => ofPurpose.has(clause.id))
  return (
    <section className={classes.refused} aria-labelledby="refused-title">
      <header>
        <Heading id="refused-title" tabIndex={-1}>
          {title ?? text('problems.refusedTitle')}
        </Heading>
        <p>{text('problems.refusedCount', { missing: failed.length, all: failed.length + met.length })}</p>
      </header>
      <table className={classes.clauses}>
        <thead>
          <tr>
            <th scope="col">{text('problems.condition')}</th>
            <th scope="col">{text('problems.missing')}</th>
            <th scope="col">{text('problems.canDo')}</th>
          </tr>
        </thead>
        <tbody>
          {failed.map((clause) => (
            <tr key={clause.id + clause.agreement} className={classes.fail}>
              <th scope="row">
                <Icon name="circledCross" />
                {nameOf(clause)}
              </th>
              <td>
                <Reason clause={clause} />
              </td>
              <td>{findText(`problems.remedies.${clause.id}`) ?? text('problems.remedyUnknown')}</td>
            </tr>
          ))}
          {met.map((clause) => (
            <tr key={clause.id + clause.agreement} className={classes.met}>
              <th scope="row">
                <Icon name="tick" />
                {nameOf(clause)}
              </th>
              <td colSpan={2}>{clause.because ?? text('problems.met')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={classes.foot}>
        {changePurpose && ofThePurpose && (
          <Button h={30} onClick={changePurpose}>
            {text('problems.changePurpose')}
          </Button>
        )}
        <Button variant="default" h={30} onClick={() => go(home)}>
          {homeIsQueue ? text('problems.back') : text('problems.backHome')}
        </Button>
        <span className={classes.meta}>
          {text('problems.meta', {
            code: error.code,
            requestId: error.problem.requestId || 'none',
            clock: instantHere(error.at, true),
          })}
        </span>
      </footer>
    </section>
  )
}
/** Describes why a condition failed, in the reader's language, else in the node's English. */
function Reason({ clause: { because, key, values, missing } }: { clause: Clause }) {
  if (because === null) return missing ? text('problems.attributeMissing') : text('problems.notStated')
  return ownReason(key, values) ?? <span lang="en">{because}</span>
}
/** Returns the text for a key. Returns undefined if the desk has none, or if a value for it is missing: the node may be newer than this page. */
function ownReason(key: string | null, values: Clause['values']): string | undefined {
  if (key === null) return undefined
  try {
    return findText(key, values)
  } catch {
    return undefined
  }
}

function nameOf(clause: Clause): string {
  const name = findText(`problems.clauseNames.${clause.id}`) ?? clause.id
  return clause.agreement ? `${name} ${clause.agreement}` : name
}
