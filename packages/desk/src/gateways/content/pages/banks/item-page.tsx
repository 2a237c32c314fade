import type { Incident, Item } from '@entente/contracts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { FactList } from '../../../../parts/fact-list.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { isRefusal } from '../../../../parts/problem-error.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc, instantHere } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { opinionWords } from '../../match/opinion-words.ts'
import { text } from '../../texts/index.ts'
import classes from './content-banks.module.css'
import { useItemActs } from './item-acts.tsx'
import { ItemStateChip } from './item-state.tsx'
import { itemUse } from './item-use.ts'
import { OpinionForm } from './opinion-form.tsx'

/** Shows one item of a bank: its signals, its facts and the opinions about it. */
export function ItemPage() {
  const id = usePathPart('id')
  const { role, purpose, member } = useMe()
  const read = useRead<Item>(`/v1/content/items/${id}`, {}, { staleTime: 0 })
  const item = read.data
  const acts = useItemActs(item)
  const title = item ? text('content.banks.item.title', { n: item.number }) : text('content.banks.one.column.item')
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.banks(), label: text('content.banks.title') },
            ...(item ? [{ to: paths.bank(item.bank), label: item.bank }] : []),
            { label: title },
          ]}
          title={title}
          chips={item && <ItemStateChip item={item} />}
          facts={item && text('content.banks.one.facts', { items: item.owner, since: dateUtc(item.createdAt) })}
          actions={acts.buttons}
        />
      }
    >
      {read.error &&
        (isRefusal(read.error) && purpose !== 'content-safety' && role !== 'oversight' ? (
          <WrongPurpose for={['content-safety']} />
        ) : (
          <ProblemCard error={read.error} onRetry={() => void read.refetch()} />
        ))}
      {read.isPending && <Loading rows={8} height={34} />}
      {item && (
        <>
          <Standing item={item} />
          {role === 'signal-officer' && item.owner !== member && (
            <p className={classes.foreign}>{text('content.banks.item.foreign', { owner: item.owner })}</p>
          )}
          <div className={classes.columns}>
            <div>
              <SignalsPanel item={item} />
              <AboutPanel item={item} />
            </div>
            <div>
              <Panel title={text('content.banks.item.opinions')} note={opinionWords(item.feedback)}>
                {role === 'oversight' ? <p>{opinionWords(item.feedback)}</p> : <OpinionForm item={item} />}
              </Panel>
            </div>
          </div>
          {acts.dialogs}
        </>
      )}
    </Page>
  )
}

/** Explains at the top of the page why the item is not matched, or only by an equal hash. */
function Standing({ item }: { item: Item }) {
  const use = itemUse(item, Date.now())
  if (use === 'active')
    return item.because === null ? null : (
      <p className={classes.notice}>
        <bdi>{item.because}</bdi>
      </p>
    )
  return (
    <p className={classes.notice}>
      <strong>
        {use === 'off'
          ? text('content.banks.item.offTitle')
          : use === 'quarantined'
            ? text('content.banks.item.quarantinedTitle')
            : text('content.banks.item.suspendedTitle')}
      </strong>{' '}
      {use !== 'off' && <bdi>{item.because}</bdi>}
    </p>
  )
}

function SignalsPanel({ item }: { item: Item }) {
  return (
    <Panel title={text('content.banks.item.signals')}>
      <dl className={classes.signals}>
        {item.signals.map((signal) => (
          <div key={signal.signalId}>
            <dt>
              {text(`content.banks.types.${signal.type}`)}
              {signal.type === 'pdq' && (
                <span>
                  {text('content.banks.item.quality')} {signal.quality ?? text('content.banks.item.qualityUnknown')}
                </span>
              )}
            </dt>
            <dd>
              {signal.type === 'text' ? (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
                <p className={classes.text} tabIndex={0}>
                  <bdi>{signal.value}</bdi>
                </p>
              ) : (
                <bdi dir="ltr" className="mono">
                  {signal.value.length > 400 ? `${signal.value.slice(0, 400)} …` : signal.value}
                </bdi>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function AboutPanel({ item }: { item: Item }) {
  const nameOf = useLabelNames()
  const incidents = useRead<{ items: Incident[] }>('/v1/content/incidents', {}, { enabled: item.incident !== null })
  const incident = incidents.data?.items.find(({ id }) => id === item.incident)
  const { metadata, entity } = item
  return (
    <Panel title={text('content.banks.item.about')}>
      <FactList
        wide
        facts={[
          {
            name: text('content.banks.item.labels'),
            value: item.labels.map(nameOf).join(', ') || text('content.banks.noLabels'),
          },
          {
            name: text('content.banks.item.entity'),
            value:
              entity === null ? (
                text('content.banks.item.entityNone')
              ) : (
                <bdi>{`${entity.name} (${entity.list}, ${entity.id})`}</bdi>
              ),
          },
          ...(item.incident === null
            ? []
            : [{ name: text('content.banks.item.incident'), value: <bdi>{incident?.name ?? item.incident}</bdi> }]),
          {
            name: text('content.banks.item.note'),
            value: item.note === null ? text('content.banks.item.noteNone') : <bdi>{item.note}</bdi>,
          },
          { name: text('content.banks.item.confidence'), value: number(item.confidence) },
          { name: text('content.banks.item.owner'), value: <bdi>{item.owner}</bdi> },
          { name: text('content.banks.item.added'), value: instantHere(item.createdAt) },
          { name: text('content.banks.item.valid'), value: dateUtc(item.validUntil) },
          ...(metadata === null || Object.keys(metadata).length === 0
            ? []
            : [
                {
                  name: text('content.banks.item.metadata'),
                  value: (
                    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
                    <pre className={classes.metadata} tabIndex={0}>
                      {JSON.stringify(metadata, null, 2)}
                    </pre>
                  ),
                },
              ]),
        ]}
      />
    </Panel>
  )
}
