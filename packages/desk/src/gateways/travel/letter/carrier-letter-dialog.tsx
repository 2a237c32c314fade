import type { MessageSegments } from '@entente/contracts'
import { Button, Modal, Textarea } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { keyOf } from '../../../app/query.ts'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { saveFile } from '../../../parts/save-file.ts'
import { instantBoth } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'
import { englishLetter, writeCarrierLetter } from './carrier-letter.ts'

interface Props {
  opened: boolean
  onClose: () => void
  carrier: string
  /** Subject of the letter: `flight 7N 482 of 24 Nov 2026, TUN to OSL`. */
  about: string
  missing: string | null
  messages: readonly { id: string; format: string | null; receivedAt: string }[]
  /** Name of the saved file, without extension. */
  file: string
}

/** Shows the findings of one or several messages as a letter to the carrier. A person can copy or save it; the desk does not send it. */
export function CarrierLetterDialog({ opened, onClose, carrier, about, missing, messages, file }: Props) {
  const [notice, setNotice] = useState('')
  const reads = useQueries({
    queries: messages.map((message) => {
      const path = `/v1/travel/messages/${message.id}/segments`
      return {
        queryKey: keyOf(path),
        queryFn: ({ signal }: { signal: AbortSignal }) => api.get<MessageSegments>(path, { signal }),
        enabled: opened,
      }
    }),
  })
  const failed = reads.find((read) => read.error)?.error ?? null
  const ready = reads.every((read) => read.data)
  const read = messages.map((message, place) => ({
    format: message.format,
    receivedAt: instantBoth(message.receivedAt),
    findings: reads[place]?.data?.findings ?? [],
  }))
  const letter = ready ? writeCarrierLetter(about, missing, read) : ''
  const english = ready ? englishLetter(about, missing, read) : null
  const copy = (): void => {
    navigator.clipboard.writeText(letter).then(
      () => setNotice(text('travel.letter.copied')),
      () => setNotice(text('travel.letter.notCopied')),
    )
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text('travel.letter.title', { carrier })}
      size={640}
      closeButtonProps={{ 'aria-label': text('travel.letter.close') }}
    >
      {failed && <ProblemCard error={failed} />}
      {!failed && !ready && <p role="status">{text('travel.letter.reading')}</p>}
      {!failed && ready && (
        <>
          <p style={{ marginBlockEnd: 8, color: 'var(--t2)' }}>{text('travel.letter.hint')}</p>
          <Textarea
            label={text('travel.letter.text')}
            readOnly
            value={letter}
            minRows={10}
            maxRows={18}
            styles={{ input: { fontFamily: 'var(--mono)' } }}
          />
          {english !== null && (
            <Textarea
              lang="en"
              mt={12}
              label={text('travel.letter.english')}
              readOnly
              value={english}
              minRows={6}
              maxRows={12}
              styles={{ input: { fontFamily: 'var(--mono)' } }}
            />
          )}
          <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginBlockStart: 12 }}>
            <Button h={30} onClick={copy}>
              {text('travel.letter.copy')}
            </Button>
            <Button variant="default" h={30} onClick={() => saveFile(`${file}.txt`, 'text/plain', letter)}>
              {text('travel.letter.save')}
            </Button>
            <span role="status">{notice}</span>
          </div>
        </>
      )}
    </Modal>
  )
}
