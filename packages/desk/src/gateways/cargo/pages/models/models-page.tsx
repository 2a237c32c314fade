import type { CargoModel, CargoModelList, CargoRates } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { ListHead, Page } from '../../../../app/page.tsx'
import { markStale, useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Instant } from '../../../../parts/instant.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import note from '../../../../parts/note.module.css'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { TeamFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import { DriftNotice } from './drift-panel.tsx'
import { kindWord, ModelStateChip } from './model-state.tsx'

const kinds = ['hit-rate-table', 'boosted-trees'] as const
const path = '/v1/cargo/models'
const pollMs = 2_000

/** Lists the models that order consignments for inspection, and asks for the training of another one. */
export function ModelsPage() {
  return (
    <TeamFrame title={text('cargo.models.title')}>
      <Models />
    </TeamFrame>
  )
}

function Models() {
  const { role } = useMe()
  const read = useRead<CargoModelList>(path)
  const rates = useRead<CargoRates>('/v1/cargo/rates')
  const [kind, setKind] = useState<CargoModel['kind'] | null>(null)
  const models = read.data?.items ?? []
  const isTraining = models.some(({ state }) => state === 'training')
  useEffect(() => {
    if (!isTraining) return
    const timer = setInterval(() => markStale(path), pollMs)
    return () => clearInterval(timer)
  }, [isTraining])
  const isEnough = (of: CargoModel['kind']): boolean => {
    const [has, needs] = [read.data?.labelled, read.data?.needed[of]]
    return has !== undefined && needs !== undefined && has.rows >= needs.rows && has.positives >= needs.positives
  }
  const title = text('cargo.models.title')
  return (
    <Page
      title={title}
      label={title}
      head={
        <ListHead
          title={title}
          count={read.data && number(models.length)}
          actions={
            (role === 'analyst' || role === 'signal-officer') &&
            read.data &&
            kinds.map((each) => (
              <Button
                key={each}
                h={30}
                variant="default"
                disabled={isTraining || !isEnough(each)}
                onClick={() => setKind(each)}
              >
                {text(`cargo.models.trainKind.${each}`)}
              </Button>
            ))
          }
        >
          {text('cargo.models.what')}
        </ListHead>
      }
    >
      {read.data && (
        <p className={note.note}>
          {text('cargo.models.labelled', {
            rows: read.data.labelled.rows,
            positives: read.data.labelled.positives,
          })}{' '}
          {kinds.map((each) => (
            <span key={each}>
              {text('cargo.models.needs', {
                kind: kindWord(each),
                rows: read.data.needed[each]?.rows ?? 0,
                positives: read.data.needed[each]?.positives ?? 0,
              })}{' '}
            </span>
          ))}
        </p>
      )}
      {rates.data?.drift && <DriftNotice drift={rates.data.drift} />}
      <ListBody
        read={read}
        rows={models}
        awaited={4}
        empty={{ title: text('cargo.models.none'), next: text('cargo.models.noneNext') }}
      >
        <DataTable
          name={title}
          columns={[
            text('cargo.models.column.state'),
            text('cargo.models.column.kind'),
            text('cargo.models.column.trained'),
            text('cargo.models.column.best'),
            text('cargo.models.column.author'),
            text('cargo.models.column.approver'),
          ]}
          rows
          stacks
        >
          {models.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </DataTable>
      </ListBody>
      <ConfirmAct
        opened={kind !== null}
        onClose={() => setKind(null)}
        title={text('cargo.models.train.title', { kind: kindWord(kind ?? 'boosted-trees') })}
        act={text('cargo.models.train.act')}
        notNow={text('cargo.rules.notNow')}
        onAct={async () => {
          await api.post(path, { kind })
          markStale(path)
        }}
      >
        <p>{text('cargo.models.train.body', { rows: read.data?.labelled.rows ?? 0 })}</p>
      </ConfirmAct>
    </Page>
  )
}

function ModelRow({ model }: { model: CargoModel }) {
  const { trained, report, author, askedAt, approver, promotedAt } = model
  const [first] = report?.challenger.all ?? []
  return (
    <tr>
      <td>
        <ModelStateChip state={model.state} />
      </td>
      <th scope="row" className={table.wrap}>
        <GoLink to={paths.cargoModel(model.id)}>{text('cargo.models.kind', { kind: kindWord(model.kind) })}</GoLink>
      </th>
      <td className={trained === null ? table.dim : table.wrap}>
        {trained === null ? '–' : text('cargo.models.trainedOn', { rows: trained.rows, positives: trained.positives })}
      </td>
      <td className={first?.precision == null ? table.dim : table.wrap}>
        {first?.precision == null
          ? '–'
          : text('cargo.models.bestOf', {
              share: Math.round(100 * first.share),
              found: Math.round(100 * first.precision.value),
            })}
      </td>
      <td className={table.wrap}>
        <bdi>{author}</bdi>
        <div className={table.secondary}>
          <Instant at={askedAt} />
        </div>
      </td>
      <td className={approver === null ? table.dim : table.wrap}>
        {approver === null ? text('cargo.tables.nobody') : <bdi>{approver}</bdi>}
        {promotedAt !== null && (
          <div className={table.secondary}>
            <Instant at={promotedAt} />
          </div>
        )}
      </td>
    </tr>
  )
}
