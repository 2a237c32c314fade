import {
  type OpeningAnswer,
  type OversightFile,
  type OversightFiles,
  openingContent,
  openingOf,
} from '@entente/contracts'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { useSigning } from '../../app/use-signing.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { saveBytes } from '../../parts/save-file.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './sealed.module.css'

interface Props {
  list: OversightFiles
  onOpen: (file: { name: string; sealed: Blob }) => void
  onDone: (sentence: string) => void
}

/** Lists the sealed files: two people sign to open them, then they can be downloaded or opened in this page. */
export function FilesPanel({ list, onOpen, onDone }: Props) {
  const signing = useSigning()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [error, setError] = useState<Error | null>(null)
  const act = async (work: () => Promise<string | null>): Promise<void> => {
    setError(null)
    try {
      const sentence = await work()
      markStale('/v1/oversight/files')
      if (sentence !== null) onDone(sentence)
    } catch (problem) {
      setError(problem as Error)
    }
  }
  const sign = (ids: readonly string[]) =>
    act(async () => {
      const { id, files } = await openingOf(ids)
      const signed = await signing.sign(async () => ({
        ...{ type: 'file.open', about: `opening:${id}`, body: { files }, content: openingContent(files) },
      }))
      const { state } = await api.post<OpeningAnswer>('/v1/oversight/openings', { files, ...signed })
      setChosen([])
      return text(state === 'open' || list.needs === 1 ? 'sealed.files.open' : 'sealed.files.awaiting')
    })
  const fetchFile = (file: OversightFile) => api.blob(`/v1/oversight/files/${file.id}`)
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  const waiting = list.openings.filter(({ signedBy, needs }) => signedBy.length < needs)
  return (
    <Panel
      title={text('sealed.files.title')}
      note={text('sealed.files.count', { count: list.items.length })}
      actions={
        <Button variant="default" h={30} disabled={chosen.length === 0} onClick={() => void sign(chosen)}>
          {text('sealed.files.sign', { count: chosen.length })}
        </Button>
      }
      flush
    >
      <p className={classes.note}>{text('sealed.files.what', { needs: list.needs })}</p>
      {error && <ProblemCard error={error} />}
      {waiting.map((opening) => (
        <p key={opening.id} className={classes.note}>
          {text('sealed.files.waits', { count: opening.files.length, people: opening.signedBy.join(', ') })}{' '}
          {!opening.signedByMe && (
            <Button variant="default" size="compact-sm" h={28} onClick={() => void sign(opening.files)}>
              {text('sealed.files.signToo')}
            </Button>
          )}
        </p>
      ))}
      {list.items.length === 0 ? (
        <p className={classes.note}>{text('sealed.files.none')}</p>
      ) : (
        <DataTable
          name={text('sealed.files.title')}
          columns={[
            text('sealed.files.column.file'),
            text('sealed.files.column.day'),
            text('sealed.files.column.size'),
            text('sealed.files.column.open'),
          ]}
          minWidth={760}
          stacks
        >
          {list.items.map((file) => (
            <tr key={file.id}>
              <th scope="row" className={table.wrap}>
                <Checkbox
                  label={<KindAndId file={file} />}
                  checked={chosen.includes(file.id)}
                  onChange={() => toggle(file.id)}
                />
              </th>
              <td>
                <bdi dir="ltr">{file.day}</bdi>
              </td>
              <td className={table.number}>{number(file.bytes)}</td>
              <td>
                {file.mayDownload ? (
                  <div className={classes.buttons}>
                    <Small
                      label={text('sealed.files.openHere')}
                      onClick={() =>
                        void act(async () => {
                          onOpen({ name: nameOf(file), sealed: await fetchFile(file) })
                          return null
                        })
                      }
                    />
                    <Small
                      label={text('sealed.files.download')}
                      onClick={() =>
                        void act(async () => {
                          saveBytes(`${nameOf(file)}.age`, await fetchFile(file))
                          return null
                        })
                      }
                    />
                    {file.opened && (
                      <Small
                        label={text('sealed.files.delete')}
                        onClick={() =>
                          void act(async () => {
                            await api.delete(`/v1/oversight/files/${file.id}`)
                            return text('sealed.files.deleted')
                          })
                        }
                      />
                    )}
                  </div>
                ) : (
                  <span className={table.secondary}>{text('sealed.files.sealed')}</span>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {signing.dialog}
    </Panel>
  )
}

const nameOf = ({ kind, id }: OversightFile): string => `${kind}-${id.slice(0, 8)}`

function KindAndId({ file }: { file: OversightFile }) {
  const [, request] = file.ref?.split(':') ?? []
  return (
    <>
      {text(`sealed.kind.${file.kind}`)}{' '}
      <bdi dir="ltr" className={table.secondary}>
        {file.id.slice(0, 8)}
      </bdi>{' '}
      {request !== undefined && <GoLink to={paths.unmasking(request)}>{text('sealed.files.request')}</GoLink>}
    </>
  )
}

const Small = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button variant="default" size="compact-sm" h={28} onClick={onClick}>
    {label}
  </Button>
)
