import type { Bank } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { Marking } from '../../../../evidence/marking.tsx'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { FactList } from '../../../../parts/fact-list.tsx'
import { useGo } from '../../../../parts/go.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { text } from '../../texts/index.ts'
import { BankUseChip } from './bank-use.tsx'
import classes from './content-banks.module.css'
import { ItemTable } from './item-table.tsx'
import { useOf } from './use-of.ts'

/** Shows one bank: its matching settings, its terms and its items. */
export function BankPage() {
  const name = usePathPart('name')
  const { role } = useMe()
  const go = useGo()
  const [removing, setRemoving] = useState(false)
  const read = useRead<Bank>(`/v1/content/banks/${encodeURIComponent(name)}`)
  const bank = read.data
  const officer = role === 'signal-officer'
  return (
    <Page
      title={name}
      label={name}
      head={
        <ObjectHead
          crumbs={[{ to: paths.banks(), label: text('content.banks.title') }, { label: name }]}
          title={<bdi dir="ltr">{name}</bdi>}
          chips={bank && <BankUseChip bank={bank} />}
          facts={
            bank &&
            text('content.banks.one.facts', {
              items: text('content.banks.one.count', { n: bank.items }),
              since: dateUtc(bank.createdAt),
            })
          }
          actions={
            officer &&
            bank && (
              <>
                <Button h={30} variant="default" onClick={() => setRemoving(true)}>
                  {text('content.banks.one.remove')}
                </Button>
                <Button h={30} variant="default" onClick={() => go(paths.bankEdit(name))}>
                  {text('content.banks.one.edit')}
                </Button>
                <Button h={30} onClick={() => go(paths.bankAdd(name))}>
                  {text('content.banks.one.add')}
                </Button>
              </>
            )
          }
        />
      }
    >
      <ReadState read={read} rows={6} />
      {bank && (
        <>
          <Settings bank={bank} />
          <ItemTable bank={bank} />
          <ConfirmAct
            opened={removing}
            onClose={() => setRemoving(false)}
            title={text('content.banks.removal.title', { name: bank.name })}
            act={text('content.banks.removal.act')}
            notNow={text('content.banks.removal.notNow')}
            adverse
            onAct={async () => {
              await api.delete(`/v1/content/banks/${encodeURIComponent(name)}`)
              markStale('/v1/content/banks', '/v1/content/index')
              go(paths.banks())
            }}
          >
            <p>{text('content.banks.removal.body', { items: text('content.banks.one.count', { n: bank.items }) })}</p>
          </ConfirmAct>
        </>
      )}
    </Page>
  )
}

function Settings({ bank }: { bank: Bank }) {
  const nameOf = useLabelNames()
  const { reference, validUntil } = bank.lawfulBasis
  return (
    <Panel title={text('content.banks.one.settings')} note={text('content.banks.one.version', { n: bank.version })}>
      <FactList
        wide
        facts={[
          {
            name: text('content.banks.column.use'),
            value: text('content.banks.one.use', {
              use: text(`content.banks.use.${useOf(bank)}`),
              hint: text(`content.banks.useHint.${useOf(bank)}`),
            }),
          },
          { name: text('content.banks.one.radius'), value: text('content.banks.bits', { n: bank.radius.pdq }) },
          {
            name: text('content.banks.one.answers'),
            value: text('content.banks.ofUploads', { share: number(bank.matchingEnabledRatio * 100, 1) }),
          },
          {
            name: text('content.banks.one.labels'),
            value: bank.labels.map(nameOf).join(', ') || text('content.banks.one.labelsNone'),
          },
          {
            name: text('content.banks.one.purposes'),
            value: bank.purposes.map((purpose) => text(`purpose.${purpose}`)).join(', '),
          },
          {
            name: text('content.banks.one.basis'),
            value: (
              <>
                <bdi>{reference}</bdi>
                {validUntil !== null && `, ${text('content.banks.one.until', { date: dateUtc(validUntil) })}`}
              </>
            ),
          },
          {
            name: text('content.banks.one.marking'),
            value: (
              <span className={classes.markings}>
                <Marking tlp={bank.tlp} pap={bank.pap} />
              </span>
            ),
          },
          {
            name: text('content.banks.one.agreements'),
            value: bank.agreements.join(', ') || text('content.banks.one.atHome'),
          },
          { name: text('content.banks.one.validDays'), value: text('content.banks.one.days', { n: bank.validDays }) },
          { name: text('content.banks.one.retainDays'), value: text('content.banks.one.days', { n: bank.retainDays }) },
        ]}
      />
    </Panel>
  )
}
