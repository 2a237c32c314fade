import { caseReference, type RedressDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { saveBytes } from '../../parts/save-file.ts'
import { languageNames } from '../../texts/language.ts'
import { text } from '../../texts/text.ts'
import { NextTime } from './redress-words.tsx'

/** Shows what the person asks, in their words. */
export function WordsPanel({ request }: { request: RedressDetail }) {
  return (
    <Panel title={text('redress.asked')}>
      <FactList facts={factsOf(request)} />
    </Panel>
  )
}

function factsOf(request: RedressDetail): Fact[] {
  const words = (value: string) => <bdi style={{ whiteSpace: 'pre-wrap' }}>{value}</bdi>
  const given = (name: string, value: string | null): Fact[] => (value === null ? [] : [{ name, value: words(value) }])
  return [
    { name: text('redress.column.kind'), value: text(`redress.kind.${request.kind}`) },
    { name: text('redress.column.next'), value: <NextTime request={request} /> },
    { name: text('redress.column.received'), value: <Instant at={request.receivedAt} /> },
    { name: text('redress.fact.name'), value: words(request.name) },
    ...given(text('redress.fact.birthDate'), request.birthDate),
    ...request.documents.map(({ number, issuer }) => ({
      name: text('redress.fact.document'),
      value: <code dir="ltr">{`${number} ${issuer}`}</code>,
    })),
    { name: text('redress.fact.text'), value: words(request.text) },
    ...given(text('redress.fact.neededBy'), request.neededBy),
    { name: text('redress.fact.language'), value: languageNames[request.language] },
    { name: text('redress.fact.channel'), value: text(`redress.channel.${request.channel}`) },
    ...given(text('redress.fact.contact'), request.contact),
    ...given(text('redress.column.reviewer'), request.reviewer),
    ...given(text('redress.fact.extension'), request.extensionReasons),
    ...given(text('redress.fact.reasons'), request.reasons),
    ...given(text('redress.decide.basis'), request.basis),
    ...(request.propagation === null || request.propagation.recipients === 0
      ? []
      : [
          {
            name: text('redress.correct.arrived'),
            value: text('redress.correct.receipts', {
              receipts: request.propagation.receipts,
              recipients: request.propagation.recipients,
            }),
          },
        ]),
  ]
}

/** Gives the files on request. They are in no cache; opening one is logged. */
export function FilesPanel({ request, path }: { request: RedressDetail; path: string }) {
  const [error, setError] = useState<Error | null>(null)
  const save = async (id: string, type: string): Promise<void> => {
    setError(null)
    try {
      saveBytes(`${request.reference}.${type.split('/')[1]}`, await api.blob(`${path}/files/${id}`))
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return (
    <Panel title={text('redress.files.title')} note={text('redress.files.note')}>
      {error && <ProblemCard error={error} />}
      <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
        {request.evidence.map(({ id, type }, place) => (
          <Button key={id} variant="default" h={36} disabled={!request.may.files} onClick={() => void save(id, type)}>
            {text('redress.files.open', { n: place + 1 })}
          </Button>
        ))}
      </div>
    </Panel>
  )
}

/** Shows the cases that the request concerns. */
export function CasesPanel({ request }: { request: RedressDetail }) {
  return (
    <Panel title={text('redress.cases.title')} note={text('redress.cases.note')}>
      <FactList
        facts={request.cases.map(({ id, number, hits }) => ({
          name: caseReference(number),
          value: (
            <>
              <GoLink to={paths.case(id)}>{text('redress.cases.open')}</GoLink>
              {hits.map((hit) => (
                <div key={hit.id}>
                  <bdi>{hit.source}</bdi> {hit.isWithdrawn && text('redress.cases.ended')}
                </div>
              ))}
            </>
          ),
        }))}
      />
    </Panel>
  )
}
