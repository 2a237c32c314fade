import type { MatchOptions, MatchResult, SignalInput } from '@entente/contracts'
import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { SentenceOfNode } from '../../../../app/sentence-of-node.tsx'
import { useMe } from '../../../../app/session.ts'
import { useAsked } from '../../../../app/use-asked.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import { fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { MediaMatch } from '../../match/media-match.tsx'
import { findText, text } from '../../texts/index.ts'
import classes from './try-content.module.css'

/** Compares a file or a pasted value with the banks. The node does not store it, and the browser forgets it when the page is left. */
export function TryContentPage() {
  const { purpose } = useMe()
  const [pasted, setPasted] = useState('')
  const [radius, setRadius] = useState('')
  const [dihedral, setDihedral] = useState(false)
  const [includeShadow, setIncludeShadow] = useState(false)
  const [file, setFile] = useState<string | null>(null)
  const { answer, faults, error, busy, ask, refuse } = useAsked<MatchResult>()
  const guessed = guessSignals(pasted)
  const radiusFault = radius !== '' && !/^([12]?\d|3[01])$/.test(radius)

  const withOptions = (question: (options: MatchOptions) => Promise<MatchResult>): void => {
    if (radiusFault) {
      refuse([{ code: 'radius', at: '/radius', message: text('content.try.radiusFault') }])
      return
    }
    const chosen = { ...(radius !== '' && { radius: Number(radius) }), ...(includeShadow && { includeShadow }) }
    void ask(() => question({ ...chosen, ...(dihedral && { dihedral }) })).finally(() => setFile(null))
  }
  const compare = (): void => {
    if (guessed === null) refuse([{ code: 'empty', at: '/signals', message: text('content.try.nothing') }])
    else withOptions((options) => api.post<MatchResult>('/v1/content/match', { signals: guessed, ...options }))
  }
  const compareFile = (chosen: File): void => {
    setFile(chosen.name)
    withOptions((options) => {
      const form = new FormData()
      form.append('file', chosen)
      form.append('options', JSON.stringify(options))
      return api.postBytes<MatchResult>('/v1/content/match', form)
    })
  }
  if (purpose !== 'content-safety')
    return (
      <BanksFrame title={text('content.try.title')}>
        <WrongPurpose title={text('content.try.wrongPurpose')} for={['content-safety']} />
      </BanksFrame>
    )
  return (
    <BanksFrame title={text('content.try.title')}>
      <p className={classes.what}>{text('content.try.what')}</p>
      <div className={classes.columns}>
        <FormFrame
          submission={{ faults, error, busy }}
          onSubmit={compare}
          save={text('content.try.act')}
          second={{ label: text('content.try.clear'), act: () => setPasted('') }}
          summary={(n) => text('content.try.summary', { n })}
          under={text('content.try.logged')}
        >
          <FileDrop
            what={file === null ? text('content.try.fileWhat') : text('content.try.hashing', { name: file })}
            choose={text('content.try.choose')}
            busy={busy}
            onFiles={([chosen]) => chosen && compareFile(chosen)}
          />
          <Textarea
            {...fieldProps(faults, '/signals')}
            label={text('content.try.pasted')}
            description={
              guessed === null
                ? text('content.try.pastedHint')
                : text('content.try.takenFor', { kinds: namesOf(guessed) })
            }
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            minRows={4}
            maxRows={12}
            maxLength={1_000_000}
            spellCheck={false}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <fieldset className={classes.options}>
            <legend>{text('content.try.options')}</legend>
            <TextInput
              {...fieldProps(faults, '/radius')}
              label={text('content.try.radius')}
              description={text('content.try.radiusHint')}
              inputMode="numeric"
              value={radius}
              onChange={(event) => setRadius(event.currentTarget.value.trim())}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
            <Checkbox
              label={text('content.try.dihedral')}
              checked={dihedral}
              onChange={(event) => setDihedral(event.currentTarget.checked)}
            />
            <Checkbox
              label={text('content.try.shadow')}
              checked={includeShadow}
              onChange={(event) => setIncludeShadow(event.currentTarget.checked)}
            />
          </fieldset>
        </FormFrame>
        <section className={classes.results} aria-label={text('content.try.results')} aria-live="polite">
          <h2 className="visually-hidden">{text('content.try.results')}</h2>
          {answer === null ? (
            <p className={classes.under}>{text('content.try.before')}</p>
          ) : (
            <Results answer={answer} />
          )}
        </section>
      </div>
    </BanksFrame>
  )
}

const namesOf = (signals: readonly { type: string }[]): string =>
  [...new Set(signals.map(({ type }) => findText(`content.banks.shortTypes.${type}`) ?? type))].join(', ')

function Results({ answer }: { answer: MatchResult }) {
  const { state, matches, total, truncated, signals, findings, indexSeq } = answer
  return (
    <>
      <p className={classes.count}>
        {signals.length === 0
          ? text('content.try.noSignal')
          : text('content.try.compared', { kinds: namesOf(signals) })}{' '}
        {indexSeq !== null && text('content.try.asOf', { seq: number(indexSeq) })}
      </p>
      {findings.length > 0 && (
        <Panel title={text('content.try.findings')}>
          <ul>
            {findings.map(({ code, key, values, message }) => (
              <li key={code + message}>
                <SentenceOfNode sentence={{ key, values, text: message }} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {matches.length === 0 ? (
        <EmptyState
          title={text(state === 'not-compared' ? 'content.try.notCompared' : 'content.try.none')}
          next={text(state === 'not-compared' ? 'content.try.notComparedNext' : 'content.try.noneNext')}
        />
      ) : (
        <>
          <p className={classes.count}>
            {text('content.try.count', { n: matches.length, total: number(total), truncated })}
          </p>
          <div className={classes.hits}>
            {matches.map((match) => (
              <MediaMatch
                key={`${match.itemId} ${match.query.type} ${match.signal.value.slice(0, 80)}`}
                match={match}
                explained
              />
            ))}
          </div>
        </>
      )}
    </>
  )
}

const hex = (digits: number): RegExp => new RegExp(`^[0-9a-f]{${digits}}$`, 'i')
const address = /^(?:h(?:tt|xx)ps?:\/\/|\[h\]ttps?:\/\/|www\.)\S+$/i
const host = /^[\p{L}\p{N}-]+(?:(?:\.|\[\.\]|\(\.\))[\p{L}\p{N}-]+)+(?:[/?#]\S*)?$/u

/**
 * Guesses the kinds of a pasted text: a hash by its length, a web address, else a text. 64 hexadecimal digits may be a PDQ hash or a SHA-256, so
 * both are compared. Null for an empty text.
 */
export function guessSignals(pasted: string): SignalInput[] | null {
  const value = pasted.trim()
  if (value === '') return null
  if (hex(64).test(value))
    return [
      { type: 'pdq', value },
      { type: 'sha256', value },
    ]
  if (hex(32).test(value)) return [{ type: 'md5', value }]
  if (hex(40).test(value)) return [{ type: 'sha1', value }]
  if (/^(t1)?[0-9a-f]{70}$/i.test(value)) return [{ type: 'tlsh', value }]
  if (!/\s/.test(value) && (address.test(value) || host.test(value))) return [{ type: 'url', value }]
  return [{ type: 'text', value }]
}
