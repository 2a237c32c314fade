const segments = [
  'UNH+1+PAXLST:D:05B:UN:IATA+ACCESS1',
  'BGM+745',
  'TDT+20+7N0482',
  ...['LOC+125+TUN', 'DTM+189:2611241435:201', 'LOC+87+OSL', 'DTM+232:2611241855:201'],
  ...['NAD+FL+++DOE:JANE', 'ATT+2++F', 'DTM+329:840217', 'NAT+2+NOR', 'DOC+P:110:111+N1234567', 'LOC+91+NOR'],
  'CNT+42:1',
]

/** A minimal PAXLST of one invented person, for the examples in `/docs`. */
export const examplePaxlst = [
  'UNB+UNOA:4+EXAMPLE+AGENCY+261124:0630+REF0001',
  ...segments,
  `UNT+${segments.length + 1}+1`,
  'UNZ+1+REF0001',
]
  .map((segment) => `${segment}'`)
  .join('')
