import type { FindAnswer } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import type { z } from 'zod'
import { useFinds } from '../../app/find.tsx'
import { ListHead, Page } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { text } from '../../texts/text.ts'
import classes from './find.module.css'

type Answer = z.infer<typeof FindAnswer>

const route = getRouteApi('/shell/find')
/** Shows the results of a search. The address contains only an id, which works for the person who searched. */
export function FindPage() {
  const { find } = route.useSearch()
  const read = useRead<Answer>(`/v1/find/${find}`, {}, { enabled: find !== undefined })
  const items = read.data?.items ?? []
  const kinds = useFinds()
  const { purpose } = useMe()
  const gone = find === undefined || problemOf(read.error)?.status === 404
  return (
    <Page
      title={text('find.title')}
      label={text('find.title')}
      head={
        <ListHead title={text('find.title')} count={read.data && text('find.count', { n: items.length })}>
          {text('find.what')}
        </ListHead>
      }
    >
      {gone && <EmptyState title={text('find.over')} next={text('find.overNext')} />}
      {!gone && read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {!gone && read.isPending && <Loading rows={6} height={44} />}
      {read.data && items.length === 0 && (
        <EmptyState
          title={text('find.empty', { purpose: purpose && text(`purpose.${purpose}`) })}
          next={text('find.emptyNext')}
        />
      )}
      {kinds
        .map((kind) => ({ ...kind, items: items.filter((item) => item.kind === kind.found) }))
        .filter((kind) => kind.items.length > 0)
        .map((kind) => (
          <Panel key={kind.found} title={kind.title} note={kind.items.length} flush>
            <ul>
              {kind.items.map((item) => (
                <li key={item.id} className={classes.found}>
                  <GoLink to={kind.to(item.id)}>
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
