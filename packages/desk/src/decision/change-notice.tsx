import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { useSentenceWords } from '../app/sentence-of-node.tsx'
import { useMe } from '../app/session.ts'
import { hitViews } from '../evidence/hit-source.ts'
import { Strength } from '../evidence/strength.tsx'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { useKeys } from '../parts/keys.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { findText, text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { changedEvidence, newEntries } from './case-changes.ts'
import classes from './change-notice.module.css'
import type { HeldCase } from './use-held-case.ts'

/** Says above the evidence what changed since the page was shown. Only a change on which a decision rests asks to be seen. */
export function ChangeNotice({ held }: { held: HeldCase }) {
  return (
    <div role="status">
      {held.kind === 'quiet' && <QuietLine held={held} />}
      {held.kind === 'blocking' && <Blocking held={held} />}
      {held.kind === 'state' && <StateChanged held={held} />}
    </div>
  )
}

function QuietLine({ held }: { held: HeldCase }) {
  const words = useSentenceWords()
  const [dismissed, setDismissed] = useState('')
  const { shown, fresh, parts } = held
  const entries = newEntries(shown.record, fresh.record)
  const key = `${fresh.version} ${fresh.notes.length}`
  if (dismissed === key) return null
  const at = entries[0]?.at ?? held.at
  const said = [
    ...entries.slice(0, 3).map((entry) => words(entry.text)),
    ...(parts.includes('record') && entries.length === 0 ? [text('decision.change.record')] : []),
    ...(parts.includes('notes') ? [text('decision.change.notes')] : []),
    ...(parts.includes('due') ? [text('decision.change.due', { clock: fresh.dueAt && clockHere(fresh.dueAt) })] : []),
  ]
  return (
    <div className={classes.quiet}>
      <Icon name="reread" size={14} />
      <p>
        <strong>{clockHere(at)}:</strong> <bdi>{said.join(' ')}</bdi> {text('decision.change.nothingCompared')}
      </p>
      <span className={classes.acts}>
        <button type="button" className={classes.link} onClick={held.show}>
          {text('case.show')}
        </button>
        <button type="button" className={classes.link} onClick={() => setDismissed(key)}>
          {text('decision.change.dismiss')}
        </button>
      </span>
    </div>
  )
}

function Blocking({ held }: { held: HeldCase }) {
  const me = useMe()
  const [error, setError] = useState<Error | null>(null)
  const { shown, fresh, parts } = held
  const isLoaded = fresh.version > shown.version
  const own = shown.state === 'awaiting-second' && shown.proposal?.by === me.person
  const { values, strengths } = changedEvidence(shown.hits, fresh.hits)
  const changedSignal = hitViews(fresh, me).find(
    ({ hit, signal }) => signal && shown.hits.find((each) => each.id === hit.id)?.signalVersion !== hit.signalVersion,
  )
  const seen = async (): Promise<void> => {
    setError(null)
    try {
      if (own) await api.post(`/v1/cases/${fresh.id}/proposal/seen`, { seen: fresh.version })
      held.show()
    } catch (problem) {
      setError(problem as Error)
      await held.reread()
    }
  }
  useKeys([{ keys: 'I', label: text('decision.change.seen'), act: () => void (isLoaded && seen()) }])
  const at = parts.includes('signal') && changedSignal?.signal ? changedSignal.signal.modifiedAt : held.at
  return (
    <section className={classes.blocking} aria-label={text('decision.change.title')}>
      <Icon name="triangle" size={16} />
      <div className={classes.body}>
        <p>
          <strong>
            {parts.includes('signal') && changedSignal
              ? text('decision.change.signal', { source: changedSignal.source, clock: clockHere(at) })
              : parts.includes('person')
                ? text('decision.change.person', { clock: clockHere(at) })
                : text('decision.change.evidence', { clock: clockHere(at) })}{' '}
            {own ? text('decision.change.nobodyConfirms') : text('decision.change.notRecorded')}
          </strong>
        </p>
        {(values.length > 0 || strengths.length > 0) && (
          <table className={classes.table}>
            <caption className="visually-hidden">{text('decision.change.table')}</caption>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">{text('evidence.compare.field')}</th>
                <th scope="col">{text('decision.change.before')}</th>
                <th scope="col">{text('decision.change.after')}</th>
                <th scope="col">{text('decision.change.where')}</th>
              </tr>
            </thead>
            <tbody>
              {values.map((value) => (
                <tr key={`${value.place} ${value.field} ${value.side}`}>
                  <th scope="row">{findText(`evidence.fields.${value.field}`) ?? value.field}</th>
                  <td>
                    <Value value={value.before} other={value.after} />
                  </td>
                  <td>
                    <span aria-hidden="true">→ </span>
                    <Value value={value.after} other={value.before} />
                  </td>
                  <td>{text(`decision.change.side.${value.side}`, { place: value.place, of: fresh.hits.length })}</td>
                </tr>
              ))}
              {strengths.map((strength) => (
                <tr key={`strength ${strength.place}`}>
                  <th scope="row">{text('decision.change.strength')}</th>
                  <td>{strength.before ? <Strength strength={strength.before} /> : text('decision.change.noHit')}</td>
                  <td>
                    <span aria-hidden="true">→ </span>
                    {strength.after ? <Strength strength={strength.after} /> : text('decision.change.noHit')}
                  </td>
                  <td>{own ? text('decision.change.yourProposal') : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {error && <ProblemCard error={error} />}
      </div>
      <span className={classes.buttons}>
        <Button h={30} disabled={!isLoaded} onClick={() => void seen()} aria-keyshortcuts="I">
          {text('decision.change.seen')}&nbsp;<Key>I</Key>
        </Button>
        {changedSignal?.signal && (
          <GoLink to={paths.signal(changedSignal.signal.id)}>
            {text('decision.change.openSignal', { version: changedSignal.signal.version })}
          </GoLink>
        )}
      </span>
    </section>
  )
}

/** Shows a value with the characters marked that differ from the other state, if both have the same length. */
function Value({ value, other }: { value: string | null; other: string | null }) {
  if (value === null) return <span className={classes.none}>{text('decision.change.notStated')}</span>
  const [own, others] = [[...value], [...(other ?? '')]]
  const isAligned = own.length === others.length && own.every((char) => char < '\u0300')
  return (
    <>
      <bdi className="visually-hidden">{value}</bdi>
      <bdi className="mono" aria-hidden="true">
        {isAligned
          ? own.map((char, place) => {
              const key = `${place}${char}`
              return char === others[place] ? <span key={key}>{char}</span> : <mark key={key}>{char}</mark>
            })
          : value}
      </bdi>
    </>
  )
}

/** Reports that the state of the case changed: taken, proposed, decided or closed. */
function StateChanged({ held }: { held: HeldCase }) {
  return (
    <div className={classes.state}>
      <p>
        <strong>{text('case.changed', { clock: clockHere(held.at, true) })}</strong> {text('case.changedNext')}
      </p>
      <Button variant="default" h={30} onClick={() => void held.reread()}>
        {text('case.show')}
      </Button>
    </div>
  )
}
