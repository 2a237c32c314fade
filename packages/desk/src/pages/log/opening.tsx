import { checkOpening, LogFault } from '@entente/contracts'
import { useEffect, useState } from 'react'
import { useRead } from '../../app/query.ts'
import { webLogCrypto } from '../../app/web-log-crypto.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantBoth } from '../../texts/times.ts'
import type { Entry } from './log-list.tsx'

interface Sealed {
  index: number | null
  salt: string
  details: Record<string, unknown>
  canonical: string
}

/** Shows the sealed details of a log entry to people who may open them. Each opening is logged. */
export function Opening({ entry }: { entry: Entry }) {
  const read = useRead<Sealed>(`/v1/audit/entries/${entry.id}/opening`)
  const fits = useFits(entry.commit, read.data)
  if (read.error) return <ProblemCard error={read.error} onRetry={() => void read.refetch()} />
  const details = Object.entries(read.data?.details ?? {})
  return (
    <div aria-busy={read.isPending}>
      <FactList
        wide
        facts={[
          { name: text('log.id'), value: <Code>{entry.id}</Code> },
          { name: text('log.column.at'), value: instantBoth(entry.at, true) },
          { name: text('log.reference'), value: entry.ref === null ? '–' : <Code>{entry.ref}</Code> },
          ...(read.data === undefined
            ? []
            : [
                {
                  name: text('log.place'),
                  value: read.data.index === null ? text('log.noPlace') : number(read.data.index),
                },
              ]),
          ...(fits === null
            ? []
            : [{ name: text('log.commitment'), value: text(fits ? 'log.commitment.fits' : 'log.commitment.differs') }]),
          ...details.map(([name, value]) => ({
            name,
            value: <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>,
          })),
        ]}
      />
      {read.data && details.length === 0 && <p>{text('log.noDetails')}</p>}
    </div>
  )
}

/** Returns whether the details are those to which the entry commits. Null until the browser has computed it, or if it cannot. */
function useFits(commit: string, sealed: Sealed | undefined): boolean | null {
  const [fits, setFits] = useState<boolean | null>(null)
  useEffect(() => {
    if (sealed === undefined) return
    checkOpening(webLogCrypto, { where: '', index: 0, salt: sealed.salt, details: sealed.canonical }, commit).then(
      () => setFits(true),
      (error: unknown) => setFits(error instanceof LogFault ? false : null),
    )
  }, [commit, sealed])
  return fits
}

const Code = ({ children }: { children: string }) => (
  <bdi dir="ltr" className="mono">
    {children}
  </bdi>
)
