import type { FlightDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { Fragment, useState } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { SentenceOfNode } from '../../../../app/sentence-of-node.tsx'
import { useRecent } from '../../../../app/use-recent.ts'
import { useGo } from '../../../../parts/go.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { CarrierLetterDialog } from '../../letter/carrier-letter-dialog.tsx'
import { MessageTable } from '../../messages/message-table.tsx'
import { text } from '../../texts/index.ts'
import { FlightChip } from './flight-chip.tsx'
import { FlightPeople } from './flight-people.tsx'
import { Route } from './flight-row.tsx'
import { FlightTime } from './flight-time.tsx'
import { PushSlots } from './push-slots.tsx'

/** Shows one flight: its people, its messages, its problem, and a letter to the carrier. */
export function FlightPage() {
  const key = usePathPart('key')
  const go = useGo()
  const read = useRead<FlightDetail>(`/v1/travel/flights/${encodeURIComponent(key)}`)
  const flight = read.data
  useRecent('flight', flight?.key)
  const [letter, setLetter] = useState(false)
  const name = flight ? `${flight.carrier} ${flight.number}` : text('travel.flights.title')
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.flights({ sel: key })) }])
  return (
    <Page
      title={`${name} · ${text('travel.flights.title')}`}
      label={name}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.flights({ sel: key }), label: text('travel.flights.one.crumb') },
            ...(flight ? [{ label: name }] : []),
          ]}
          title={
            flight ? (
              <>
                {name} <Route from={flight.from} to={flight.to} />
              </>
            ) : (
              name
            )
          }
          chips={flight && <FlightChip state={flight.state} />}
          facts={flight && <Facts flight={flight} />}
          actions={
            flight && (
              <Button variant="default" h={30} onClick={() => setLetter(true)}>
                {text('travel.flights.one.letter')}
              </Button>
            )
          }
        />
      }
    >
      <ReadState read={read} rows={10} />
      {flight && (
        <>
          {flight.missing !== null && (
            <Panel title={text('travel.flights.one.wrongTitle')}>
              <p>
                <Icon name={flight.state === 'late' ? 'triangle' : 'circledI'} size={14} />{' '}
                {flight.remarks.map((remark) => (
                  <Fragment key={remark.text}>
                    <SentenceOfNode sentence={remark} />{' '}
                  </Fragment>
                ))}
              </p>
            </Panel>
          )}
          <FlightPeople flight={flight} />
          <Panel title={text('travel.flights.one.messagesTitle')} note={flight.messages.length} flush>
            {flight.messages.length === 0 ? (
              <p style={{ padding: '10px 12px' }}>
                {text('travel.flights.one.noMessages')} {text('travel.flights.one.noMessagesNext')}
              </p>
            ) : (
              <MessageTable
                messages={flight.messages.toSorted((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))}
                withoutFlight
              />
            )}
          </Panel>
          <CarrierLetterDialog
            opened={letter}
            onClose={() => setLetter(false)}
            carrier={flight.messages[0]?.senderName ?? flight.carrier}
            about={text('travel.flights.one.letterAbout', {
              flight: name,
              date: flight.departure === null ? null : dateUtc(`${flight.departure.slice(0, 10)}T00:00:00Z`),
              from: flight.from,
              to: flight.to,
            })}
            missing={flight.missing}
            messages={flight.messages.filter(
              ({ counts: { findings } }) => findings.error + findings.warning + findings.notice > 0,
            )}
            file={`findings-${flight.key}`}
          />
        </>
      )}
    </Page>
  )
}

function Facts({ flight }: { flight: FlightDetail }) {
  return (
    <>
      <span>
        {text('travel.flights.one.leaves')}{' '}
        <FlightTime
          local={flight.departure}
          instant={flight.departsAt}
          zone={flight.zoneKnown ? flight.fromZone : null}
        />
      </span>
      <PushSlots slots={flight.slots} />
      <span>{text('travel.flights.one.people', { n: flight.people })}</span>
      {flight.declared !== null && flight.declared !== flight.people && (
        <span>{text('travel.flights.one.declared', { n: flight.declared })}</span>
      )}
    </>
  )
}
