/** Minimal messages of invented people for the gateway's tests. */
export interface ListedPerson {
  surname: string
  given?: string
  birth?: string
  document?: string
  issuer?: string
  locator?: string
  reference?: string
  sex?: string
}
export interface ListOptions {
  at?: string
  flight?: string
  from?: string
  to?: string
  departs?: string
  arrives?: string
  bgm?: string
  declared?: number
  part?: string
  access?: string
  kind?: string
  legs?: string
}

/**
 * Writes a PAXLST of one leg. `at` is its UNB time (`261124:0630`), `departs` and `arrives` are local (`2611241435`).
 */
export function paxlst(people: readonly ListedPerson[], options: ListOptions = {}): string {
  const o = {
    at: '261124:0630',
    flight: '7N0482',
    from: 'TUN',
    to: 'OSL',
    departs: '2611241435',
    arrives: '2611241855',
    ...options,
  }
  const body = [
    `UNH+1+PAXLST:D:05B:UN:IATA+${o.access ?? 'ACCESS1'}${o.part === undefined ? '' : `+${o.part}`}`,
    `BGM+${o.bgm ?? '745'}`,
    `TDT+20+${o.flight}`,
    o.legs ?? `LOC+125+${o.from}'DTM+189:${o.departs}:201'LOC+87+${o.to}'DTM+232:${o.arrives}:201`,
    ...people.flatMap((person) => [
      `NAD+${o.kind ?? 'FL'}+++${person.surname}:${person.given ?? ''}`,
      ...(person.sex === undefined ? [] : [`ATT+2++${person.sex}`]),
      ...(person.birth === undefined ? [] : [`DTM+329:${person.birth}`]),
      ...(person.locator === undefined ? [] : [`RFF+AVF:${person.locator}`]),
      ...(person.reference === undefined ? [] : [`RFF+ABO:${person.reference}`]),
      ...(person.document === undefined
        ? []
        : [`DOC+P:110:111+${person.document}`, ...(person.issuer === undefined ? [] : [`LOC+91+${person.issuer}`])]),
    ]),
    ...(o.declared === undefined ? [] : [`CNT+42:${o.declared}`]),
  ]
    .join("'")
    .split("'")
  return `UNB+UNOA:4+NORDVIK+NORLAND+${o.at}+${reference(body.join())}'${body.join("'")}'UNT+${body.length + 1}+1'UNZ+1+${reference(body.join())}'`
}

export interface BookedPerson {
  surname: string
  given?: string
  ref?: string
  document?: string
  birth?: string
  seat?: string
}
export interface Booking {
  locator: string
  people: readonly BookedPerson[]
  extra?: string
  cancelled?: boolean
  leg?: string
  checkIn?: readonly { ref: string; surname: string; given: string; seat: string }[]
}
export interface PushOptions {
  at?: string
  function?: string
  flight?: string
  legs?: string
  part?: string
  access?: string
}

/** Writes a PNRGOV push; `flight` is `carrier+number` of its header. */
export function pnrgov(bookings: readonly Booking[], options: PushOptions = {}): string {
  const o = { at: '261123:1200', function: '22', flight: '7N+482', access: 'ACCESS2', ...options }
  const leg = `TVL+241126:1435:241126:1855+TUN+OSL+${o.flight}`
  const body = [
    `UNH+1+PNRGOV:11:1:IA+${o.access}${o.part === undefined ? '' : `+${o.part}`}`,
    `MSG+:${o.function}`,
    'ORG+7N:OSL+++7N:OSL',
    leg,
    `EQN+${bookings.length}`,
    ...bookings.flatMap((booking) => [
      'SRC',
      `RCI+7N:${booking.locator}::011126:1200`,
      ...(booking.extra === undefined ? [] : [booking.extra]),
      ...(booking.cancelled ? ['ORG'] : []),
      ...booking.people.flatMap((person, index) => [
        `TIF+${person.surname}+${person.given ?? ''}:A:${person.ref ?? index + 1}`,
        ...(person.document === undefined
          ? []
          : [
              `SSR+DOCS:HK:1:7N:::::/P/NLD/${person.document}/NLD/${person.birth ?? ''}/F/01JAN30/${person.surname}/${person.given ?? ''}`,
            ]),
        ...(person.seat === undefined ? [] : [`SSR+SEAT:HK:1:7N:::TUN:OSL+${person.seat}::${person.ref ?? index + 1}`]),
      ]),
      ...(booking.cancelled || booking.people.length === 0 ? [] : [booking.leg ?? `${leg}:Y`, 'RPI+1+HK']),
      ...(booking.checkIn === undefined
        ? []
        : [
            'DAT+2:241126:1210',
            ...booking.checkIn.flatMap((c) => [
              `TRI++TUN-0${c.ref}:::${c.ref}`,
              `TIF+${c.surname}+${c.given}:A:${c.ref}`,
              `SSD+${c.seat}`,
            ]),
          ]),
    ]),
  ]
    .join("'")
    .split("'")
  return `UNB+IATA:1+NORDVIK+NORLAND+${o.at}+${reference(body.join())}'${body.join("'")}'UNT+${body.length + 1}+1'UNZ+1+${reference(body.join())}'`
}

/** Derives a control reference from the text, so that two different messages never have the same bytes. */
const reference = (text: string): string => String([...text].reduce((n, c) => (n * 31 + c.charCodeAt(0)) >>> 0, 7))
