import type { MatchOptions, MatchResult } from '@entente/contracts'
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { useMe } from '../../../../app/session.ts'
import { useAsked } from '../../../../app/use-asked.ts'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { FaultSummary } from '../../../../parts/fault-summary.tsx'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import { fieldProps } from '../../../../parts/form-faults.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { BanksFrame } from '../../banks-frame.tsx'
import { MediaMatch } from '../../match/media-match.tsx'
import { WrongPurpose } from '../../wrong-purpose.tsx'
import { guessSignals } from './guess-signals.ts'
import classes from './try-content.module.css'

/** What a file or a pasted value would match. It is kept nowhere: not on the node, not in the browser once the page is left. */
export function TryContentPage() {
  const t = textsOf('contentTry')
  const { purpose } = useMe()
  const [pasted, setPasted] = useState('')
  const [radius, setRadius] = useState('')
  const [dihedral, setDihedral] = useState(false)
  const [includeShadow, setIncludeShadow] = useState(false)
  const [file, setFile] = useState<string | null>(null)
  const { answer, faults, error, busy, ask, refuse } = useAsked<MatchResult>()
  const kinds = textsOf('contentBanks').shortTypes
  const guessed = guessSignals(pasted)
  const radiusFault = radius !== '' && !/^([12]?\d|3[01])$/.test(radius)

  const withOptions = (question: (options: MatchOptions) => Promise<MatchResult>): void => {
    if (radiusFault) {
      refuse([{ code: 'radius', at: '/radius', message: t.radiusFault }])
      return
    }
    const chosen = { ...(radius !== '' && { radius: Number(radius) }), ...(includeShadow && { includeShadow }) }
    void ask(() => question({ ...chosen, ...(dihedral && { dihedral }) })).finally(() => setFile(null))
  }
  const lookUp = (): void => {
    if (guessed === null) refuse([{ code: 'empty', at: '/signals', message: t.nothing }])
    else withOptions((options) => api.post<MatchResult>('/v1/content/match', { signals: guessed, ...options }))
  }
  const lookUpFile = (chosen: File): void => {
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
      <BanksFrame title={t.title}>
        <WrongPurpose title={t.wrongPurpose} />
      </BanksFrame>
    )
  return (
    <BanksFrame title={t.title}>
      <p className={classes.what}>{t.what}</p>
      <div className={classes.columns}>
        <form
          noValidate
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            lookUp()
          }}
        >
          {faults.length > 0 && <FaultSummary title={t.summary(faults.length)} faults={faults} />}
          {error && <ProblemCard error={error} kept={t.kept} />}
          <FileDrop
            what={file === null ? t.fileWhat : t.hashing(file)}
            choose={t.choose}
            busy={busy}
            onFiles={([chosen]) => chosen && lookUpFile(chosen)}
          />
          <Textarea
            {...fieldProps(faults, '/signals')}
            label={t.pasted}
            description={guessed === null ? t.pastedHint : t.takenFor(namesOf(guessed, kinds))}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            minRows={4}
            maxRows={12}
            maxLength={1_000_000}
            spellCheck={false}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <fieldset className={classes.options}>
            <legend>{t.options}</legend>
            <TextInput
              {...fieldProps(faults, '/radius')}
              label={t.radius}
              description={t.radiusHint}
              inputMode="numeric"
              value={radius}
              onChange={(event) => setRadius(event.currentTarget.value.trim())}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
            <Checkbox
              label={t.dihedral}
              checked={dihedral}
              onChange={(event) => setDihedral(event.currentTarget.checked)}
            />
            <Checkbox
              label={t.shadow}
              checked={includeShadow}
              onChange={(event) => setIncludeShadow(event.currentTarget.checked)}
            />
          </fieldset>
          <div className={classes.foot}>
            <Button type="submit" h={36} loading={busy}>
              {t.act}
            </Button>
            <Button variant="default" h={36} onClick={() => setPasted('')}>
              {t.clear}
            </Button>
          </div>
          <p className={classes.under}>{t.logged}</p>
        </form>
        <section className={classes.results} aria-label={t.results} aria-live="polite">
          <h2 className="visually-hidden">{t.results}</h2>
          {answer === null ? <p className={classes.under}>{t.before}</p> : <Results answer={answer} />}
        </section>
      </div>
    </BanksFrame>
  )
}

const namesOf = (signals: readonly { type: string }[], kinds: Record<string, string>): string =>
  [...new Set(signals.map(({ type }) => kinds[type] ?? type))].join(', ')

function Results({ answer }: { answer: MatchResult }) {
  const t = textsOf('contentTry')
  const kinds = textsOf('contentBanks').shortTypes
  const { matches, total, truncated, signals, findings, indexSeq } = answer
  return (
    <>
      <p className={classes.count}>
        {signals.length === 0 ? t.noSignal : t.looked(namesOf(signals, kinds))}{' '}
        {indexSeq !== null && t.asOf(number(indexSeq))}
      </p>
      {findings.length > 0 && (
        <Panel title={t.findings}>
          <ul>
            {findings.map((finding) => (
              <li key={finding.code + finding.message}>{finding.message}</li>
            ))}
          </ul>
        </Panel>
      )}
      {matches.length === 0 ? (
        <EmptyState title={t.none} next={t.noneNext} />
      ) : (
        <>
          <p className={classes.count}>{t.count(matches.length, number(total), truncated)}</p>
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
