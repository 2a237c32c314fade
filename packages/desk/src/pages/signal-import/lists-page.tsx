import type { SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Marking } from '../../evidence/marking.tsx'
import table from '../../parts/data-table.module.css'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'

/** The lists whose entries are signals of this node, with their terms. */
export function ListsPage() {
  const t = textsOf('signalLists')
  const me = useMe()
  const go = useGo()
  const read = useRead<{ items: SignalList[] }>('/v1/lists')
  const lists = read.data?.items ?? []
  return (
    <Page
      title={t.title}
      label={t.tableName}
      flush
      head={
        <ObjectHead
          crumbs={[{ to: paths.signals(), label: t.crumbs.signals }, { label: t.crumbs.lists }]}
          title={t.title}
          actions={
            me.role === 'signal-officer' && (
              <Button h={30} onClick={() => go(paths.signalListNew())}>
                {t.newList}
              </Button>
            )
          }
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={6} height={34} />}
      {read.data && lists.length === 0 && <EmptyState title={t.empty} next={t.emptyNext} />}
      {lists.length > 0 && (
        <table className={`${table.table} ${table.rows}`}>
          <caption className="visually-hidden">{t.tableName}</caption>
          <thead>
            <tr>
              <th scope="col">{t.column.title}</th>
              <th scope="col">{t.column.format}</th>
              <th scope="col">{t.column.marking}</th>
              <th scope="col" className={table.number}>
                {t.column.version}
              </th>
              <th scope="col" className={table.number}>
                {t.column.entries}
              </th>
              <th scope="col">{t.column.last}</th>
            </tr>
          </thead>
          <tbody>
            {lists.map((list) => (
              <tr key={list.id}>
                <th scope="row">
                  <GoLink to={paths.signalList(list.id)}>
                    <bdi>{list.title}</bdi>
                  </GoLink>
                </th>
                <td>{t.format[list.format]}</td>
                <td>
                  <Marking tlp={list.terms.tlp} quiet />
                </td>
                <td className={table.number}>{list.version === 0 ? '–' : list.version}</td>
                <td className={table.number}>{number(list.entries)}</td>
                <td>{lastImport(list) ?? t.neverImported}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  )
}

function lastImport(list: SignalList): string | null {
  const last = list.versions.find((version) => version.version === list.version)
  return last === undefined ? null : instantUtc(last.at)
}
