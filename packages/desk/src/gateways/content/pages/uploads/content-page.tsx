import type { ContentCase, ContentQueue } from '@entente/contracts'
import { Button, SegmentedControl, Select } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { rememberList } from '../../../../app/remember-list.ts'
import { useMe } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Key } from '../../../../parts/key.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { useLooking } from '../../care/use-care.ts'
import { useLabelSchemes } from '../../labels/use-label-names.ts'
import { paths } from '../../paths.ts'
import { uploadsSearch } from '../../searches.ts'
import { text } from '../../texts/index.ts'
import { rememberListing } from '../../upload/list-address.ts'
import { WrongPurpose } from '../../wrong-purpose.tsx'
import { CareBar } from './care-bar.tsx'
import classes from './content.module.css'
import { IncidentBar } from './incident-bar.tsx'
import { UploadList } from './upload-list.tsx'
import { UploadTiles } from './upload-tiles.tsx'

const idOf = (row: ContentCase) => row.id

/** The queue of uploads. Under another purpose than content safety it says so and asks for nothing. */
export function ContentPage() {
  const { purpose } = useMe()
  if (purpose === 'content-safety') return <Uploads />
  return (
    <Page
      title={text('content.queue.title')}
      label={text('content.queue.label')}
      head={<ListHead title={text('content.queue.title')} />}
    >
      <WrongPurpose title={text('content.queue.wrongPurpose')} />
    </Page>
  )
}

function Uploads() {
  const go = useGo()
  const search = usePageSearch(uploadsSearch)
  const { sel, incident, label } = search
  const own = useLooking()
  const view = search.view ?? own.looking.view
  const read = usePages<ContentCase, ContentQueue>('/v1/content/queue', {
    with: search.with,
    incident,
    label,
    limit: 48,
  })
  const list = useSteadyList(read.first === null ? undefined : read.items, idOf, `${search.with} ${incident} ${label}`)
  const counts = read.first?.counts
  const open = counts?.open ?? 0
  const filtered = incident !== undefined || label !== undefined || (search.with ?? 'all') !== 'all'
  const change = (next: Record<string, string | undefined>): void =>
    go(paths.content({ ...search, sel: undefined, ...next }), { replace: true })
  useEffect(() => rememberList(list.rows.map(idOf)), [list.rows])
  useEffect(() => rememberListing(search), [search])
  const otherView = view === 'tiles' ? 'list' : 'tiles'
  useKeys([{ keys: 'L', label: text('content.queue.keys.list'), act: () => change({ view: otherView, sel }) }])
  const incidents = useMemo(
    () => new Map(read.items.flatMap(({ upload }) => (upload.incident ? [[upload.incident.id, upload.incident]] : []))),
    [read.items],
  )
  const props = {
    rows: list.rows,
    selected: sel,
    onSelect: (id: string) => go(paths.content({ ...search, sel: id }), { replace: true }),
    onOpen: (href: string) => go(href),
  }
  return (
    <Page
      title={text('content.queue.title')}
      label={text('content.queue.label')}
      keys={[
        { keys: ['J', 'K'], label: text('content.queue.keys.move') },
        { keys: ['Enter'], label: text('content.queue.keys.open') },
        { keys: ['L'], label: text(`content.queue.views.${otherView}`) },
      ]}
      head={
        <ListHead
          title={text('content.queue.title')}
          count={counts && text('content.queue.count', { n: open })}
          actions={
            <>
              <LabelFilter value={label} onChange={(next) => change({ label: next })} />
              <SegmentedControl
                aria-label={text('content.queue.withLabel')}
                value={search.with ?? 'all'}
                onChange={(next) => change({ with: next === 'all' ? undefined : next })}
                data={(['all', 'me', 'none'] as const).map((value) => ({
                  value,
                  label: text(`content.queue.with.${value}`),
                }))}
              />
              <SegmentedControl
                aria-label={text('content.queue.viewLabel')}
                aria-keyshortcuts="L"
                value={view}
                onChange={(next) => change({ view: next, sel })}
                data={(['tiles', 'list'] as const).map((value) => ({
                  value,
                  label: text(`content.queue.views.${value}`),
                }))}
              />
              <Key>L</Key>
            </>
          }
        >
          <span>{text('content.queue.order')}</span>
          <NewRows waiting={list.waiting} onShow={list.showNew} />
        </ListHead>
      }
    >
      <div className={classes.bars}>
        {[...incidents.values()].map((each) => (
          <IncidentBar
            key={each.id}
            incident={each}
            uploads={read.items.filter(({ upload }) => upload.incident?.id === each.id).length}
            only={incident === each.id}
            onOnly={(only) => change({ incident: only ? each.id : undefined })}
          />
        ))}
        <CareBar pictures={view === 'tiles'} />
      </div>
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {own.error && <ProblemCard error={own.error} />}
      {(read.isPending || !own.read) && !read.error && !own.error && <Loading rows={6} height={44} />}
      {read.isEmpty &&
        (filtered ? (
          <EmptyState title={text('content.queue.emptyFilter')} next={text('content.queue.emptyFilterNext', { open })}>
            <Button
              variant="default"
              h={30}
              onClick={() => change({ with: undefined, incident: undefined, label: undefined })}
            >
              {text('content.queue.clear')}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState
            title={text('content.queue.empty')}
            next={text('content.queue.emptyNext', { decided: counts?.decidedToday ?? 0 })}
            links={[{ to: paths.banks(), label: text('content.queue.emptyBanks') }]}
          />
        ))}
      {list.rows.length > 0 && own.read && (view === 'tiles' ? <UploadTiles {...props} /> : <UploadList {...props} />)}
      {read.more && (
        <div className={classes.more}>
          <Button variant="default" h={30} onClick={read.more}>
            {text('content.queue.more')}
          </Button>
        </div>
      )}
      <footer className={classes.foot}>
        {read.first !== null && read.first.leftToOthers > 0 && (
          <p>
            {text('content.queue.leftToOthers', { n: read.first.leftToOthers })}{' '}
            <GoLink to={paths.me()}>{text('content.queue.choices')}</GoLink>
          </p>
        )}
        <p>
          <GoLink to={paths.queue({ state: 'decided' })}>{text('content.queue.decided')}</GoLink>
        </p>
        <p>{text('content.queue.support')}</p>
      </footer>
    </Page>
  )
}

/** Uploads of one label, by the name of the label. */
function LabelFilter({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (label: string | undefined) => void
}) {
  const { data } = useLabelSchemes()
  const options = new Map<string, string>(
    (data?.schemes ?? []).flatMap(({ scheme, labels }) =>
      labels.map(({ code, name }) => [`${scheme}:${code}`, name] as const),
    ),
  )
  if (value !== undefined && !options.has(value)) options.set(value, value)
  return (
    <Select
      aria-label={text('content.queue.labelFilter')}
      placeholder={text('content.queue.anyLabel')}
      clearable
      searchable
      w={210}
      styles={{ input: { blockSize: 30, minBlockSize: 30 } }}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      data={[...options].map(([key, name]) => ({ value: key, label: name }))}
    />
  )
}
