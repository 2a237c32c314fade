import { useRead } from '../../app/query.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { instantBoth } from '../../texts/times.ts'
import type { Entry } from './log-list.tsx'

interface Sealed {
  index: number | null
  salt: string
  details: Record<string, unknown>
}

/** Shows the sealed details of a log entry to people who may open them. Each opening is logged. */
export function Opening({ entry }: { entry: Entry }) {
  const read = useRead<Sealed>(`/v1/audit/entries/${entry.id}/opening`)
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

const Code = ({ children }: { children: string }) => (
  <bdi dir="ltr" className="mono">
    {children}
  </bdi>
)
