import type { CaseDetail, CasePerson, CasePersonAnswer } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { actName, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { useKeys } from '../../parts/keys.ts'
import { text } from '../../texts/text.ts'
import { dateHere } from '../../texts/times.ts'
import { CopyReading } from './copy-reading.tsx'
import classes from './person-strip.module.css'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  /** The hits that the reader opened, for a copy of the reading. */
  opened: string[]
}

/** Shows the other cases about the same person, in one row. Shows nothing if there are none. */
export function PersonStrip({ detail, gateway, opened }: Props) {
  const { role } = useMe()
  const { data } = useRead<z.infer<typeof CasePersonAnswer>>(`/v1/cases/${detail.id}/person`)
  const person = data?.person ?? null
  const [copying, setCopying] = useState(false)
  const [copied, setCopied] = useState<{ caseId: string; reference: string } | null>(null)
  const mayCopy =
    person?.certainty === 'same' &&
    person.open.length > 0 &&
    !detail.record.masked &&
    (role === 'analyst' || role === 'supervisor')
  useKeys([{ keys: 'Y', label: text('case.person.keys.copy'), act: () => setCopying(true) }], { enabled: mayCopy })
  if (person === null) return null
  const words = wordsOf(gateway)
  const { open, decided, hidden, maybe, refusedOn } = person
  const count = 1 + open.length + decided.length + hidden
  const sure = person.certainty === 'same'
  return (
    <section className={classes.strip} aria-label={text('case.person.label')}>
      <Icon name="person" size={14} />
      <p className={classes.who}>
        <strong>{sure ? words('case.person.same', { count }) : words('case.person.maybe')}</strong>{' '}
        <span className={classes.dim}>{text(`case.person.because.${person.because}`)}</span>
      </p>
      {refusedOn !== null && (
        <p className={classes.refused}>
          <Icon name="triangle" size={13} /> {text('case.person.refusedOn', { where: refusedOn })}
        </p>
      )}
      {open.length > 0 && (
        <p>
          {text('case.person.alsoOpen')} <Others cases={open} />
        </p>
      )}
      {decided.length > 0 && (
        <p>
          {text('case.person.decided')} <Decided cases={decided} gateway={gateway} />
        </p>
      )}
      {hidden > 0 && <p className={classes.dim}>{text('case.person.hidden', { count: hidden })}</p>}
      {maybe > 0 && <p className={classes.dim}>{text('case.person.alsoMaybe', { count: maybe })}</p>}
      <p role="status" className={classes.status}>
        {copied !== null && (
          <GoLink to={paths.case(copied.caseId)}>{text('case.person.copied', { reference: copied.reference })}</GoLink>
        )}
      </p>
      {mayCopy && (
        <Button
          variant="default"
          size="compact-sm"
          className={classes.copy}
          aria-keyshortcuts="Y"
          rightSection={<Key>Y</Key>}
          onClick={() => setCopying(true)}
        >
          {open.length === 1
            ? text('case.person.copyTo', { reference: open[0]?.reference ?? '' })
            : text('case.person.copyToOther')}
        </Button>
      )}
      {mayCopy && (
        <CopyReading
          detail={detail}
          targets={open}
          viewed={opened}
          shown={copying}
          onClose={() => setCopying(false)}
          onCopied={setCopied}
        />
      )}
    </section>
  )
}

function Others({ cases }: { cases: CasePerson['open'] }) {
  return (
    <span className={classes.cases}>
      {cases.map(({ caseId, reference, label }) => (
        <span key={caseId}>
          <GoLink to={paths.case(caseId)}>
            <bdi dir="ltr">{reference}</bdi>
          </GoLink>{' '}
          <bdi dir="ltr">{label}</bdi>
        </span>
      ))}
    </span>
  )
}

function Decided({ cases, gateway }: { cases: CasePerson['decided']; gateway: DeskGateway }) {
  return (
    <span className={classes.cases}>
      {cases.map(({ caseId, reference, at, act }) => (
        <span key={caseId}>
          <GoLink to={paths.case(caseId)}>
            <bdi dir="ltr">{reference}</bdi>
          </GoLink>{' '}
          {act === null
            ? text('case.person.decidedOn', { date: dateHere(at) })
            : text('case.person.outcome', { date: dateHere(at), act: actName(gateway, act) })}
        </span>
      ))}
    </span>
  )
}
