import { type DrawnConsignment, type DrawnConsignmentList, type PublicDraw, rateOfStratum } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { canCompute } from '../../../../app/web-log-crypto.ts'
import draws from '../../../../parts/draws.module.css'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import classes from './capacity.module.css'
import { checkDraw, type DrawCheck, openDraw } from './draws.ts'

/** More contradictions are counted and not listed. */
const mostFaults = 20

/** Recomputes the draw of a day in the browser, or the draw of one consignment, from the revealed key. */
export function CheckDraw({ draw }: { draw: PublicDraw }) {
  const [check, setCheck] = useState<DrawCheck | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  if (!canCompute()) return <p>{text('cargo.draws.insecure', { command: `entente cargo draws verify ${draw.day}` })}</p>
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      setCheck(await checkDraw(draw, await drawnOf(draw.day)))
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  return (
    <div className={draws.check}>
      <p>
        {text('cargo.draws.key')} <code className={draws.hash}>{draw.key}</code>
      </p>
      <p>{text('cargo.draws.how', { command: `entente cargo draws verify ${draw.day}` })}</p>
      <Button variant="default" h={30} loading={busy} onClick={() => void run()}>
        {text('cargo.draws.run')}
      </Button>
      {error && <ProblemCard error={error} />}
      <div role="status">{check && <Result check={check} />}</div>
      <OneDraw draw={draw} />
    </div>
  )
}

async function drawnOf(day: string): Promise<DrawnConsignment[]> {
  const all: DrawnConsignment[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const page: DrawnConsignmentList = await api.get<DrawnConsignmentList>(`/v1/cargo/draws/${day}/consignments`, {
      search: { next },
    })
    all.push(...page.items)
    next = page.next
  }
  return all
}

function Result({ check: { fitsCommitment, fitsCounts, checked, faults } }: { check: DrawCheck }) {
  const line = (isRight: boolean, words: string) => (
    <li>
      <Icon name={isRight ? 'circledTick' : 'circledCross'} size={14} /> {words}
    </li>
  )
  return (
    <>
      <ul className={draws.results}>
        {line(fitsCommitment, text(fitsCommitment ? 'cargo.draws.fits' : 'cargo.draws.fitsNot'))}
        {line(fitsCounts, text(fitsCounts ? 'cargo.draws.countsFit' : 'cargo.draws.countsFitNot'))}
        {line(faults.length === 0, text('cargo.draws.checked', { count: checked, faults: faults.length }))}
      </ul>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, mostFaults).map(({ key, fault }) => (
            <li key={key}>
              <bdi dir="ltr">{key}</bdi>: {text(`cargo.draws.faults.${fault}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Computes the draw of one consignment that somebody knows. Its key stays in the browser. */
function OneDraw({ draw }: { draw: PublicDraw }) {
  const [key, setKey] = useState('')
  const [drawn, setDrawn] = useState<{ key: string; random: number; explore: number } | null>(null)
  const compute = async (): Promise<void> => {
    const name = key.trim()
    if (name !== '') setDrawn({ key: name, ...(await (await openDraw(draw.key ?? '')).of(name)) })
  }
  const highest = Math.max(0, ...draw.rates.random.map(({ stratum }) => rateOfStratum(draw.rates.random, stratum)))
  return (
    <form
      className={classes.one}
      onSubmit={(event) => {
        event.preventDefault()
        void compute()
      }}
    >
      <TextInput
        size="xs"
        dir="ltr"
        maxLength={300}
        autoComplete="off"
        label={text('cargo.draws.one')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" h={30}>
        {text('cargo.draws.compute')}
      </Button>
      <p role="status">
        {drawn && (
          <>
            <bdi dir="ltr">{drawn.key}</bdi>:{' '}
            {text('cargo.draws.oneIs', {
              random: number(drawn.random, 6),
              explore: number(drawn.explore, 6),
              rate: number(highest, 6),
            })}
          </>
        )}
      </p>
    </form>
  )
}
