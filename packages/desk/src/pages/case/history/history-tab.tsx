import type { CaseDetail, CaseTimeline } from '@entente/contracts'
import { useState } from 'react'
import { actName, type DeskGateway, reasonName, useGateways } from '../../../app/gateway.ts'
import { useRead } from '../../../app/query.ts'
import { usePeople } from '../../../app/use-people.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { Instant } from '../../../parts/instant.tsx'
import lines from '../../../parts/lines.module.css'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import toggle from '../../../parts/toggle.module.css'
import { text } from '../../../texts/text.ts'
import { type Entry, entriesOf, type Kind, kindOf, kinds } from './entries.ts'
import classes from './history.module.css'
import { NotesPanel } from './notes-panel.tsx'
import { TimePicture } from './time-picture.tsx'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  reread: () => Promise<void>
}

/** Shows when what was known, drawn to scale, and the same entries as a list; then the notes and earlier decisions. */
export function HistoryTab({ detail, gateway, reread }: Props) {
  const { data, error, refetch } = useRead<CaseTimeline>(`/v1/cases/${detail.id}/timeline`, {}, { staleTime: 5_000 })
  return (
    <>
      {error && <ProblemCard error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={8} height={36} />}
      {data && <History timeline={data} gateway={gateway} />}
      <NotesPanel
        detail={detail}
        reread={async () => {
          await Promise.all([reread(), refetch()])
        }}
      />
      <EarlierDecisions detail={detail} gateway={gateway} />
    </>
  )
}

function History({ timeline, gateway }: { timeline: CaseTimeline; gateway: DeskGateway }) {
  const gateways = useGateways()
  const [range, setRange] = useState<'all' | 'recent'>('all')
  const [kind, setKind] = useState<Kind>('all')
  const entries = entriesOf(timeline, gateways, gateway)
  const countOf = (each: Kind): number =>
    each === 'all' ? entries.length : entries.filter((entry) => kindOf(entry) === each).length
  const shown = entries.filter((entry) => kind === 'all' || kindOf(entry) === kind).toReversed()
  return (
    <>
      <Panel
        title={text('case.timeline.title')}
        flush
        actions={
          <div className={classes.controls}>
            <span className={lines.dim}>{text('case.timeline.pointAt')}</span>
            <Choices
              label={text('case.timeline.range')}
              choices={(['all', 'recent'] as const).map((id) => ({ id, name: text(`case.timeline.ranges.${id}`) }))}
              chosen={range}
              onChoose={setRange}
            />
          </div>
        }
      >
        <TimePicture timeline={timeline} entries={entries} range={range} />
      </Panel>
      <Panel
        title={text('case.timeline.list')}
        note={text('case.timeline.newest')}
        flush
        actions={
          <Choices
            label={text('case.timeline.filter')}
            choices={kinds.map((id) => ({ id, name: text(`case.timeline.kinds.${id}`, { count: countOf(id) }) }))}
            chosen={kind}
            onChoose={setKind}
          />
        }
      >
        {!timeline.complete && <p className={classes.note}>{text('case.timeline.incomplete')}</p>}
        {shown.length === 0 && <p className={classes.note}>{text('case.timeline.nothing')}</p>}
        <ol className={classes.list}>
          {shown.map((entry) => (
            <li key={entry.id} data-form={entry.form}>
              <Instant at={entry.time} />
              <Icon name={iconOf(entry)} size={13} />
              <bdi>{entry.text}</bdi>
              {entry.ref !== null && (
                <GoLink to={entry.ref} aria-label={text('case.timeline.openOf', { entry: entry.text })}>
                  {text('case.timeline.open')}
                </GoLink>
              )}
            </li>
          ))}
        </ol>
      </Panel>
    </>
  )
}

interface ChoicesProps<Id extends string> {
  label: string
  choices: readonly { id: Id; name: string }[]
  chosen: Id
  onChoose: (id: Id) => void
}

function Choices<Id extends string>({ label, choices, chosen, onChoose }: ChoicesProps<Id>) {
  return (
    <fieldset className={classes.choices}>
      <legend className="visually-hidden">{label}</legend>
      {choices.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={toggle.toggle}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

const icons: Record<Entry['lane'], IconName> = {
  ...{ messages: 'messages', known: 'plus', matching: 'signals', people: 'person', answers: 'log' },
}
const iconOf = ({ lane, form }: Entry): IconName => (form === 'missing' ? 'triangle' : icons[lane])

/** Lists the decisions before the present one, which remain on record. */
function EarlierDecisions({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
  const earlier = detail.decisions.filter((decision) => decision.id !== detail.decision?.id)
  const { nameOf } = usePeople(earlier.length > 0)
  if (earlier.length === 0) return null
  return (
    <Panel title={text('case.earlier')}>
      <ul className={lines.answers}>
        {earlier.map((decision) => (
          <li key={decision.id}>
            <p>
              <bdi dir="ltr" className="mono">
                <Instant at={decision.confirmedAt ?? decision.proposedAt} seconds />
              </bdi>{' '}
              <strong>{actName(gateway, decision.act)}</strong>{' '}
              {[decision.proposedBy, decision.confirmedBy]
                .flatMap((person) => (person ? [nameOf(person)] : []))
                .join(', ')}
            </p>
            <p className={lines.dim}>{decision.reasons.map((code) => reasonName(gateway, code)).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
