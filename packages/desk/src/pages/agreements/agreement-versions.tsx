import { type AgreementDifference, type AgreementView, compareAgreements } from '@entente/contracts'
import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { findText, text } from '../../texts/text.ts'
import classes from './agreements.module.css'

const route = getRouteApi('/shell/agreements/$id')

/** Lists the versions of an agreement, and the differences between the shown version and another one. */
export function AgreementVersions({ id, newest, shown }: { id: string; newest: AgreementView; shown: AgreementView }) {
  const go = useGo()
  const count = newest.agreement.version
  const version = shown.agreement.version
  const search = route.useSearch()
  // By default the version is compared with the one in force, or else with the previous one, to show what signing would change.
  const usual =
    newest.inForceVersion !== null && newest.inForceVersion !== version ? newest.inForceVersion : version - 1
  const other = search.with ?? (usual >= 1 ? usual : undefined)
  const read = useRead<AgreementView>(`/v1/agreements/${id}`, { version: other }, { enabled: other !== undefined })
  if (count === 1) return null
  const versions = Array.from({ length: count }, (_, place) => count - place)
  const choose = (change: { version?: number; with?: number }): void =>
    go(paths.agreement(id, { version, with: other, ...change }), { replace: true })
  const earlier = read.data && read.data.agreement.version < version
  const [before, after] = earlier ? [read.data, shown] : [shown, read.data]
  return (
    <Panel title={text('agreements.one.versions')} note={count} flush>
      <div className={classes.choice}>
        <Select
          label={text('agreements.one.versions')}
          allowDeselect={false}
          value={String(version)}
          onChange={(next) => choose({ version: Number(next) })}
          data={versions.map((value) => ({ value: String(value), label: text('agreements.version', { n: value }) }))}
        />
        <Select
          label={text('agreements.one.compare')}
          allowDeselect={false}
          value={other === undefined ? null : String(other)}
          placeholder={text('agreements.one.compareNone')}
          onChange={(next) => choose({ with: Number(next) })}
          data={versions
            .filter((value) => value !== version)
            .map((value) => ({ value: String(value), label: text('agreements.version', { n: value }) }))}
        />
      </div>
      {read.error &&
        (problemOf(read.error)?.status === 404 ? (
          <p className={classes.choice}>{text('agreements.one.olderMissing')}</p>
        ) : (
          <ProblemCard error={read.error} />
        ))}
      {before && after && (
        <Differences
          title={text('agreements.one.differences', { from: before.agreement.version, to: after.agreement.version })}
          differences={compareAgreements(before.agreement, after.agreement)}
        />
      )}
    </Panel>
  )
}

function Differences({ title, differences }: { title: string; differences: readonly AgreementDifference[] }) {
  if (differences.length === 0) return <p className={classes.choice}>{text('agreements.one.same')}</p>
  return (
    <DataTable
      name={title}
      columns={[
        text('agreements.one.column.term'),
        text('agreements.one.column.before'),
        text('agreements.one.column.after'),
        text('agreements.one.column.effect'),
      ]}
    >
      {differences.map(({ field, before, after, widens }) => (
        <tr key={field}>
          <th scope="row">{findText(`agreements.terms.${field}`) ?? field}</th>
          <td className={table.wrap}>
            <bdi>{before}</bdi>
          </td>
          <td className={table.wrap}>
            <bdi>{after}</bdi>
          </td>
          <td style={{ whiteSpace: 'nowrap' }}>
            {widens === null
              ? text('agreements.one.neitherWay')
              : widens
                ? text('agreements.one.widens')
                : text('agreements.one.narrows')}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}
