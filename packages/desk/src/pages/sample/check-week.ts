import {
  checkOpening,
  checkSample,
  type ListedCase,
  LogFault,
  type SampledCase,
  type SampleFault,
  type SampleList,
  type SampleWeek,
} from '@entente/contracts'
import { api } from '../../app/api.ts'
import { webLogCrypto } from '../../app/web-log-crypto.ts'

interface Entry {
  id: string
  ref: string | null
  commit: string
}
interface Opened {
  salt: string
  details: Record<string, unknown>
  canonical: string
}

/** What the browser found about a draw. `log`: the entries of the log have the commitment, the seed and the list that are shown. */
export interface WeekCheck {
  log: boolean
  faults: SampleFault[]
  count: number
}

/** Recomputes a drawn week: its commitment, its list, its sample, and what the entries of the log say about them. */
export async function checkWeek(week: SampleWeek, sample: readonly SampledCase[]): Promise<WeekCheck> {
  const cases = await listOf(week.week)
  const faults = await checkSample(webLogCrypto, {
    ...{ commitment: week.commitment, seed: week.seed, listDigest: week.listDigest ?? '' },
    ...{ cases, sample: sample.map(({ caseId }) => caseId) },
  })
  const committed = await detailsOf('sample.commit', week)
  const drawn = await detailsOf('sample.draw', week)
  const log =
    committed?.commitment === week.commitment &&
    drawn?.commitment === week.commitment &&
    drawn.seed === week.seed &&
    drawn.listDigest === week.listDigest
  return { log, faults, count: cases.length }
}

async function listOf(week: string): Promise<ListedCase[]> {
  const all: ListedCase[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const search = { next, limit: 5000 }
    const page: SampleList = await api.get<SampleList>(`/v1/oversight/sample/${week}/list`, { search })
    all.push(...page.items)
    next = page.next
  }
  return all
}

/** Opens the entry of a week in the log. Null if there is none, or if its details are not those to which the entry commits. */
async function detailsOf(type: string, { week }: SampleWeek): Promise<Record<string, unknown> | null> {
  for (let next: string | null | undefined; next !== null; ) {
    const search = { type, next, limit: 200 }
    const page: { items: Entry[]; next: string | null } = await api.get('/v1/audit/entries', { search })
    const entry = page.items.find(({ ref }) => ref === `sample:${week}`)
    if (entry !== undefined) {
      const { salt, details, canonical } = await api.get<Opened>(`/v1/audit/entries/${entry.id}/opening`)
      try {
        await checkOpening(webLogCrypto, { where: '', index: 0, salt, details: canonical }, entry.commit)
      } catch (error) {
        if (error instanceof LogFault) return null
        throw error
      }
      return details
    }
    next = page.next
  }
  return null
}
