import type { Incident, Item } from '@entente/contracts'
import { useParams } from '@tanstack/react-router'
import { Page } from '../../../../app/page.tsx'
import { paths } from '../../../../app/paths.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { FactList } from '../../../../parts/fact-list.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { isRefusal } from '../../../../parts/problem-error.ts'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc, instantUtc } from '../../../../texts/times.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { WrongPurpose } from '../../wrong-purpose.tsx'
import classes from './content-banks.module.css'
import { useItemActs } from './item-acts.tsx'
import { ItemStateChip } from './item-state.tsx'
import { itemUse } from './item-use.ts'
import { OpinionForm } from './opinion-form.tsx'
import { opinionWords } from './opinion-words.ts'

/** One item of a bank: what it is told by, what is known of it, what was said of it. */
export function ItemPage() {
  const t = textsOf('contentBanks')
  const { id } = useParams({ from: '/shell/content/items/$id' })
  const { role, purpose, member } = useMe()
  const read = useRead<Item>(`/v1/content/items/${id}`, {}, { staleTime: 0 })
  const item = read.data
  const acts = useItemActs(item)
  const title = item ? t.item.title(item.number) : t.one.column.item
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.banks(), label: t.title },
            ...(item ? [{ to: paths.bank(item.bank), label: item.bank }] : []),
            { label: title },
          ]}
          title={title}
          chips={item && <ItemStateChip item={item} />}
          facts={item && t.one.facts(item.owner, dateUtc(item.createdAt))}
          actions={acts.buttons}
        />
      }
    >
      {read.error &&
        (isRefusal(read.error) && purpose !== 'content-safety' && role !== 'oversight' ? (
          <WrongPurpose />
        ) : (
          <ProblemCard error={read.error} onRetry={() => void read.refetch()} />
        ))}
      {read.isPending && <Loading rows={8} height={34} />}
      {item && (
        <>
          <Standing item={item} />
          {role === 'signal-officer' && item.owner !== member && (
            <p className={classes.foreign}>{t.item.foreign(item.owner)}</p>
          )}
          <div className={classes.columns}>
            <div>
              <SignalsPanel item={item} />
              <AboutPanel item={item} />
            </div>
            <div>
              <Panel title={t.item.said} note={opinionWords(item.feedback)}>
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

/** Why it is not matched, above everything else. */
function Standing({ item }: { item: Item }) {
  const t = textsOf('contentBanks')
  const use = itemUse(item, Date.now())
  if (use === 'active') return null
  return (
    <p className={classes.notice}>
      <strong>
        {use === 'off' ? t.item.offTitle : use === 'quarantined' ? t.item.heldTitle : t.item.suspendedTitle}
      </strong>{' '}
      {use !== 'off' && <bdi>{item.because}</bdi>}
    </p>
  )
}

function SignalsPanel({ item }: { item: Item }) {
  const t = textsOf('contentBanks')
  return (
    <Panel title={t.item.signals}>
      <dl className={classes.signals}>
        {item.signals.map((signal) => (
          <div key={signal.signalId}>
            <dt>
              {t.types[signal.type]}
              {signal.type === 'pdq' && (
                <span>
                  {t.item.quality} {signal.quality ?? t.item.qualityUnknown}
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
  const t = textsOf('contentBanks').item
  const nameOf = useLabelNames()
  const incidents = useRead<{ items: Incident[] }>('/v1/content/incidents', {}, { enabled: item.incident !== null })
  const incident = incidents.data?.items.find(({ id }) => id === item.incident)
  const { metadata, entity } = item
  return (
    <Panel title={t.about}>
      <FactList
        wide
        facts={[
          { name: t.labels, value: item.labels.map(nameOf).join(', ') || textsOf('contentBanks').noLabels },
          {
            name: t.entity,
            value: entity === null ? t.entityNone : <bdi>{`${entity.name} (${entity.list}, ${entity.id})`}</bdi>,
          },
          ...(item.incident === null
            ? []
            : [{ name: t.incident, value: <bdi>{incident?.name ?? item.incident}</bdi> }]),
          { name: t.note, value: item.note === null ? t.noteNone : <bdi>{item.note}</bdi> },
          { name: t.confidence, value: number(item.confidence) },
          { name: t.owner, value: <bdi>{item.owner}</bdi> },
          { name: t.added, value: instantUtc(item.createdAt) },
          { name: t.valid, value: dateUtc(item.validUntil) },
          ...(metadata === null || Object.keys(metadata).length === 0
            ? []
            : [
                {
                  name: t.metadata,
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
