import type { FindAnswer } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import type { z } from 'zod'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './find.module.css'

type Answer = z.infer<typeof FindAnswer>
type Item = Answer['items'][number]

const route = getRouteApi('/shell/find')
/** Kinds in the order shown; where each leads. */
const pageOf = {
  case: (id: string) => paths.case(id),
  traveller: (id: string) => paths.record(id),
  flight: (id: string) => paths.flight(id),
  message: (id: string) => paths.message(id),
} satisfies Record<Item['kind'], (id: string) => string>
const kinds = Object.keys(pageOf) as Item['kind'][]

/** What a search found. The words themselves are in no address: only whoever searched can open the id. */
export function FindPage() {
  const t = textsOf('find')
  const { find } = route.useSearch()
  const read = useRead<Answer>(`/v1/find/${find}`, {}, { enabled: find !== undefined })
  const items = read.data?.items ?? []
  const gone = find === undefined || problemOf(read.error)?.status === 404
  return (
    <Page
      title={t.title}
      label={t.title}
      head={
        <ListHead title={t.title} count={read.data && t.count(items.length)}>
          {t.what}
        </ListHead>
      }
    >
      {gone && <EmptyState title={t.over} next={t.overNext} />}
      {!gone && read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {!gone && read.isPending && <Loading rows={6} height={44} />}
      {read.data && items.length === 0 && <EmptyState title={t.empty} next={t.emptyNext} />}
      {kinds
        .map((kind) => ({ kind, found: items.filter((item) => item.kind === kind) }))
        .filter(({ found }) => found.length > 0)
        .map(({ kind, found }) => (
          <Panel key={kind} title={t.groups[kind]} note={found.length} flush>
            <ul>
              {found.map((item) => (
                <li key={item.id} className={classes.found}>
                  <GoLink to={pageOf[kind](item.id)}>
                    <bdi>{item.label}</bdi>
                  </GoLink>
                  <bdi className={classes.detail}>{item.detail}</bdi>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
    </Page>
  )
}
