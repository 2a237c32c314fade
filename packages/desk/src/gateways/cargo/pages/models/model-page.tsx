import type { CargoModelDetail } from '@entente/contracts'
import { useEffect, useState } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { FactList } from '../../../../parts/fact-list.tsx'
import { useGo } from '../../../../parts/go.ts'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { instantHere } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { TeamFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import { DriftPanel } from './drift-panel.tsx'
import { featureWords } from './feature-words.ts'
import { FiguresPanel } from './figures-panel.tsx'
import { ModelActs } from './model-acts.tsx'
import { kindWord, ModelStateChip } from './model-state.tsx'
import classes from './models.module.css'

/** The columns of a model with the largest shares. The others are counted. */
const shownFeatures = 15
const pollMs = 2_000

/** Shows a model: its training, its figures beside the model in force, what it reads, and how the goods since then differ. */
export function ModelPage() {
  return (
    <TeamFrame title={text('cargo.models.one')}>
      <Model />
    </TeamFrame>
  )
}

function Model() {
  const id = usePathPart('id')
  const go = useGo()
  const path = `/v1/cargo/models/${id}`
  const read = useRead<CargoModelDetail>(path)
  const [notice, setNotice] = useState('')
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.cargoModels()) }])
  const model = read.data
  const title = model ? text('cargo.models.kind', { kind: kindWord(model.kind) }) : text('cargo.models.one')
  const isTraining = model?.state === 'training'
  useEffect(() => {
    if (!isTraining) return
    const timer = setInterval(() => markStale(path), pollMs)
    return () => clearInterval(timer)
  }, [isTraining, path])
  return (
    <Page
      title={text('cargo.models.one')}
      label={title}
      head={
        <ObjectHead
          crumbs={[{ to: paths.cargoModels(), label: text('cargo.models.title') }, { label: title }]}
          title={title}
          chips={model && <ModelStateChip state={model.state} />}
          facts={model && text('cargo.models.askedBy', { name: model.author, when: instantHere(model.askedAt) })}
        />
      }
    >
      <p role="status">{notice}</p>
      <ReadState read={read} rows={10} />
      {model && (
        <>
          <ModelActs
            model={model}
            onDone={(sentence) => {
              setNotice(sentence)
              markStale('/v1/cargo/models', path)
            }}
          />
          <Training model={model} />
          {model.report && <FiguresPanel report={model.report} />}
          {model.importance.length > 0 && <Importance model={model} />}
          <DriftPanel drift={model.drift} />
        </>
      )}
    </Page>
  )
}

function Training({
  model: { trained, seed, hash, featuresVersion, approver, promotedAt },
}: {
  model: CargoModelDetail
}) {
  return (
    <Panel title={text('cargo.models.training')}>
      <FactList
        facts={[
          {
            name: text('cargo.models.column.trained'),
            value:
              trained === null
                ? text('cargo.models.notTrained')
                : text('cargo.models.trainedOn', { rows: trained.rows, positives: trained.positives }),
          },
          ...(trained?.until == null ? [] : [{ name: text('cargo.models.until'), value: instantHere(trained.until) }]),
          ...(approver === null || promotedAt === null
            ? []
            : [
                {
                  name: text('cargo.models.column.approver'),
                  value: (
                    <>
                      <bdi>{approver}</bdi>, {instantHere(promotedAt)}
                    </>
                  ),
                },
              ]),
          { name: text('cargo.models.seed'), value: String(seed) },
          { name: text('cargo.models.featuresVersion'), value: <code dir="ltr">{featuresVersion}</code> },
          ...(hash === null
            ? []
            : [{ name: text('cargo.models.hash'), value: <code dir="ltr">{hash.slice(0, 16)}</code> }]),
        ]}
      />
      <p className={classes.line}>{text('cargo.models.labelsNote')}</p>
    </Panel>
  )
}

/** Lists the columns that the trees compare most often. It says what the model reads, not what makes goods suspicious. */
function Importance({ model: { importance } }: { model: CargoModelDetail }) {
  const shown = importance.slice(0, shownFeatures)
  const most = shown[0]?.share ?? 1
  const left = importance.length - shown.length
  return (
    <Panel title={text('cargo.models.importance')} note={text('cargo.models.importanceNote')} flush>
      <DataTable
        name={text('cargo.models.importance')}
        columns={[
          text('cargo.models.column.feature'),
          { head: text('cargo.models.column.share'), number: true },
          { head: text('cargo.models.column.share'), hidden: true, width: '40%' },
        ]}
        stacks
      >
        {shown.map(({ feature, share }) => (
          <tr key={feature}>
            <th scope="row" className={table.wrap}>
              {featureWords(feature)}
            </th>
            <td className={table.number}>{text('cargo.models.percent', { n: number(100 * share, 1) })}</td>
            <td className={classes.barCell}>
              <span className={classes.bar} style={{ inlineSize: `${(100 * share) / most}%` }} aria-hidden="true" />
            </td>
          </tr>
        ))}
      </DataTable>
      {left > 0 && <p className={classes.under}>{text('cargo.models.moreFeatures', { n: left })}</p>}
    </Panel>
  )
}
