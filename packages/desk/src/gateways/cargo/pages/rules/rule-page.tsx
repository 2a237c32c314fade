import type { CargoRuleDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePageSearch, usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useGo } from '../../../../parts/go.ts'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { paths } from '../../addresses/paths.ts'
import { versionSearch } from '../../addresses/searches.ts'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { BodyPanel } from './body-panel.tsx'
import { RuleForm } from './rule-form.tsx'
import { RuleStateChip } from './rule-state.tsx'
import { effectWords, RuleTitle, ruleTitle, trackWords } from './rule-table.tsx'
import { RuleVersions } from './rule-versions.tsx'
import { TestPanel } from './test-panel.tsx'
import { VersionDifference } from './version-difference.tsx'

/** Shows a rule: one version with its test and its approval, its difference to the version in force, and all versions. */
export function RulePage() {
  return (
    <CustomsFrame title={text('cargo.rules.one')}>
      <Rule />
    </CustomsFrame>
  )
}

function Rule() {
  const id = usePathPart('id')
  const { version } = usePageSearch(versionSearch)
  const go = useGo()
  const path = `/v1/cargo/rules/${id}`
  const read = useRead<CargoRuleDetail>(path)
  const [isEdited, setEdited] = useState(false)
  const [notice, setNotice] = useState('')
  useKeys(isEdited ? [] : [{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.cargoRules()) }])
  const rule = read.data
  const shown = rule?.versions.find((one) => one.version === version) ?? rule?.versions[0]
  const title = rule ? ruleTitle(rule) : text('cargo.rules.one')
  const show = (next?: number): void => go(paths.cargoRule(id, { version: next }), { replace: true })
  const done = (sentence: string): void => {
    setNotice(sentence)
    markStale('/v1/cargo/rules', path)
  }
  return (
    <Page
      title={text('cargo.rules.one')}
      label={title}
      head={
        <ObjectHead
          crumbs={[{ to: paths.cargoRules(), label: text('cargo.rules.title') }, { label: title }]}
          title={rule ? <RuleTitle rule={rule} /> : title}
          chips={
            rule &&
            shown && (
              <RuleStateChip state={shown.state} waits={rule.waitsSince !== null && shown.version === rule.version} />
            )
          }
          facts={
            rule && (
              <>
                {effectWords(rule)} · {text('cargo.rules.hitsOf', { n: rule.hits })}
                {rule.track !== null && <> · {trackWords(rule.track)}</>}
              </>
            )
          }
          actions={
            rule?.may.write &&
            !isEdited && (
              <Button h={30} variant="default" onClick={() => setEdited(true)}>
                {text('cargo.rules.newVersion')}
              </Button>
            )
          }
        />
      }
    >
      <p role="status">{notice}</p>
      <ReadState read={read} rows={10} />
      {rule && shown && isEdited && (
        <RuleForm
          from={{ id, body: shown.body }}
          onCancel={() => setEdited(false)}
          onStored={(written) => {
            setEdited(false)
            done(text('cargo.rules.stored', { n: written.version }))
            show()
          }}
        />
      )}
      {rule && shown && !isEdited && (
        <>
          <ApprovalPanel rule={rule} shown={shown} onDone={done} />
          <BodyPanel rule={rule} shown={shown} />
          <VersionDifference rule={rule} shown={shown} />
          {rule.builtIn === null && <TestPanel key={shown.version} rule={rule} shown={shown} />}
          {rule.builtIn === null && <RuleVersions rule={rule} shown={shown} onShow={show} />}
        </>
      )}
    </Page>
  )
}

/** Writes a new rule. Its page opens once it is stored. */
export function NewRulePage() {
  const go = useGo()
  const title = text('cargo.rules.newTitle')
  return (
    <CustomsFrame title={title}>
      <Page
        title={title}
        label={title}
        head={
          <ObjectHead
            crumbs={[{ to: paths.cargoRules(), label: text('cargo.rules.title') }, { label: title }]}
            title={title}
            facts={text('cargo.rules.newFacts')}
          />
        }
      >
        <RuleForm from={null} onStored={({ id }) => go(paths.cargoRule(id))} onCancel={() => go(paths.cargoRules())} />
      </Page>
    </CustomsFrame>
  )
}
