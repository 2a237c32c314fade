import type { Bank } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { Page } from '../../../../app/page.tsx'
import { paths } from '../../../../app/paths.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { Marking } from '../../../../evidence/marking.tsx'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { FactList } from '../../../../parts/fact-list.tsx'
import { useGo } from '../../../../parts/go.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { BankUseChip } from './bank-use.tsx'
import classes from './content-banks.module.css'
import { ItemTable } from './item-table.tsx'
import { useOf } from './use-of.ts'

/** One bank: how it matches, under which terms, and what it holds. */
export function BankPage() {
  const t = textsOf('contentBanks')
  const { name } = useParams({ from: '/shell/content/banks/$name' })
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
          crumbs={[{ to: paths.banks(), label: t.title }, { label: name }]}
          title={<bdi dir="ltr">{name}</bdi>}
          chips={bank && <BankUseChip bank={bank} />}
          facts={bank && t.one.facts(t.one.count(bank.items, number(bank.items)), dateUtc(bank.createdAt))}
          actions={
            officer &&
            bank && (
              <>
                <Button h={30} variant="default" onClick={() => setRemoving(true)}>
                  {t.one.remove}
                </Button>
                <Button h={30} variant="default" onClick={() => go(paths.bankEdit(name))}>
                  {t.one.edit}
                </Button>
                <Button h={30} onClick={() => go(paths.bankAdd(name))}>
                  {t.one.add}
                </Button>
              </>
            )
          }
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={6} height={34} />}
      {bank && (
        <>
          <Settings bank={bank} />
          <ItemTable bank={bank} />
          <ConfirmAct
            opened={removing}
            onClose={() => setRemoving(false)}
            title={t.removal.title(bank.name)}
            act={t.removal.act}
            notNow={t.removal.notNow}
            adverse
            onAct={async () => {
              await api.delete(`/v1/content/banks/${encodeURIComponent(name)}`)
              markStale('/v1/content/banks', '/v1/content/index')
              go(paths.banks())
            }}
          >
            <p>{t.removal.body(t.one.count(bank.items, number(bank.items)))}</p>
          </ConfirmAct>
        </>
      )}
    </Page>
  )
}

function Settings({ bank }: { bank: Bank }) {
  const t = textsOf('contentBanks')
  const purposes = textsOf('purposeNames')
  const nameOf = useLabelNames()
  const { reference, validUntil } = bank.lawfulBasis
  return (
    <Panel title={t.one.settings} note={t.one.version(bank.version)}>
      <FactList
        wide
        facts={[
          { name: t.column.use, value: `${t.use[useOf(bank)]}. ${t.useHint[useOf(bank)]}` },
          { name: t.one.radius, value: t.bits(bank.radius.pdq) },
          { name: t.one.answers, value: t.ofUploads(number(bank.matchingEnabledRatio * 100, 1)) },
          { name: t.one.labels, value: bank.labels.map(nameOf).join(', ') || t.one.labelsNone },
          { name: t.one.purposes, value: bank.purposes.map((purpose) => purposes[purpose]).join(', ') },
          {
            name: t.one.basis,
            value: (
              <>
                <bdi>{reference}</bdi>
                {validUntil !== null && `, ${t.one.until(dateUtc(validUntil))}`}
              </>
            ),
          },
          {
            name: t.one.marking,
            value: (
              <span className={classes.markings}>
                <Marking tlp={bank.tlp} pap={bank.pap} />
              </span>
            ),
          },
          { name: t.one.agreements, value: bank.agreements.join(', ') || t.one.atHome },
          { name: t.one.validDays, value: t.one.days(bank.validDays) },
          { name: t.one.retainDays, value: t.one.days(bank.retainDays) },
        ]}
      />
    </Panel>
  )
}
