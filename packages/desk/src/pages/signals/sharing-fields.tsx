import { Checkbox, TagsInput } from '@mantine/core'
import { useMe } from '../../app/session.ts'
import { useAgreementsInForce } from '../../app/use-in-force.ts'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { useAgreementTitles } from './agreement-links.tsx'
import type { SignalForm } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}

/**
 * Chooses the agreements under which a signal is shared, and the members if it is shared with only some. Without an agreement the signal is not
 * shared.
 */
export function SharingFields({ form, change, faults }: Props) {
  const me = useMe()
  const read = useAgreementsInForce()
  const open = read.agreements.filter(({ parties }) =>
    parties.some(({ member, contribute }) => member === me.member && contribute),
  )
  const titleOf = useAgreementTitles()
  // An agreement under which this member no longer gives signals can still be removed from a signal.
  const others = read.isPending ? [] : form.agreements.filter((id) => open.every((agreement) => agreement.id !== id))
  const receivers = new Set(
    open
      .filter(({ id }) => form.agreements.includes(id))
      .flatMap(({ parties }) => parties.filter(({ receive }) => receive).map(({ member }) => member)),
  )
  receivers.delete(me.member)
  return (
    <Panel title={text('signal-form.section.sharing')}>
      {read.error && <ProblemCard error={read.error} />}
      <div className={layout.grid}>
        {read.isPending ? null : open.length + others.length === 0 ? (
          <p className={layout.wide}>{text('signal-form.field.noAgreements')}</p>
        ) : (
          <Checkbox.Group
            {...fieldProps(faults, '/agreements')}
            label={text('signal-form.field.agreements')}
            description={text('signal-form.field.agreementsHint')}
            value={form.agreements}
            onChange={(agreements) => change({ agreements })}
            className={layout.wide}
          >
            <div style={{ display: 'grid', gap: 8, marginBlock: 8 }}>
              {open.map((agreement) => (
                <Checkbox
                  key={agreement.id}
                  value={agreement.id}
                  label={agreement.title}
                  description={text('signal-form.field.agreementWith', {
                    members: agreement.parties
                      .map(({ member }) => member)
                      .filter((member) => member !== me.member)
                      .join(', '),
                    kinds: agreement.kinds.map((kind) => text(`signals.kind.${kind}`)).join(', '),
                  })}
                />
              ))}
              {others.map((id) => (
                <Checkbox
                  key={id}
                  value={id}
                  label={titleOf(id) ?? text('signals.one.noAgreement')}
                  description={text('signal-form.field.agreementOver')}
                />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <TagsInput
          {...fieldProps(faults, '/recipients')}
          label={text('signal-form.field.recipients')}
          description={text('signal-form.field.recipientsHint')}
          value={form.recipients.split(', ').filter(Boolean)}
          onChange={(members) => change({ recipients: members.join(', ') })}
          data={[...receivers].sort()}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          className={layout.wide}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
      </div>
    </Panel>
  )
}
