import type { CaseUpload } from '@entente/contracts'
import { Fragment } from 'react'
import { SentenceOfNode } from '../../../app/sentence-of-node.tsx'
import { FactList } from '../../../parts/fact-list.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { number } from '../../../texts/numbers.ts'
import { text } from '../texts/index.ts'

/** Shows the data that the platform sent about the upload and its account. */
export function ContextPanel({ upload }: { upload: CaseUpload }) {
  const { media, earlierCases, findings } = upload
  const pixels =
    media.width !== null && media.height !== null
      ? text('content.case.context.pixels', { width: media.width, height: media.height })
      : null
  return (
    <Panel title={text('content.case.context.title')}>
      <FactList
        wide
        facts={[
          { name: text('content.case.context.platform'), value: <bdi>{upload.sender}</bdi> },
          { name: text('content.case.context.upload'), value: <bdi dir="ltr">{upload.uploadId}</bdi> },
          ...(upload.contentRef === null
            ? []
            : [{ name: text('content.case.context.place'), value: <bdi dir="ltr">{upload.contentRef}</bdi> }]),
          {
            name: text('content.case.context.account'),
            value:
              upload.accountRef === null ? (
                text('content.case.context.accountNone')
              ) : (
                <bdi dir="ltr">{upload.accountRef}</bdi>
              ),
          },
          {
            name: text('content.case.context.earlier'),
            value:
              earlierCases === null
                ? text('content.case.context.earlierUnknown')
                : earlierCases === 0
                  ? text('content.case.context.earlierNone')
                  : text('content.case.context.earlierCount', { n: earlierCases }),
          },
          ...(media.mediaType === null
            ? []
            : [
                {
                  name: text('content.case.context.size'),
                  value: text('content.case.context.sizeOf', {
                    type: media.mediaType,
                    bytes: text('content.case.context.bytes', { n: number(Math.ceil((media.bytes ?? 0) / 1000)) }),
                    pixels,
                  }),
                },
              ]),
          ...(findings.length === 0
            ? []
            : [
                {
                  name: text('content.case.context.findings'),
                  value: findings.map(({ key, values, message }, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: findings of one upload keep their order
                    <Fragment key={place}>
                      {place > 0 && ' '}
                      <SentenceOfNode sentence={{ key, values, text: message }} />
                    </Fragment>
                  )),
                },
              ]),
        ]}
      />
    </Panel>
  )
}
