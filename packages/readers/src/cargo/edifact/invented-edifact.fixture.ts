/** Wraps segments of messages into an interchange. A message is its type and its segments; all figures of trailers are right. */
export function interchange(...messages: { type: string; segments: string[] }[]): string {
  const bodies = messages.map(({ type, segments }, index) => {
    const reference = `M${index + 1}`
    return [`UNH+${reference}+${type}`, ...segments, `UNT+${segments.length + 2}+${reference}`]
  })
  const all = ['UNB+UNOA:2+FERRYMAN:ZZ+CUSTOMS:ZZ+260203:0815+IC7', ...bodies.flat(), `UNZ+${messages.length}+IC7`]
  return all.map((segment) => `${segment}'`).join('\r\n')
}

export const cuscarHeader = [
  'BGM+785+MAN-77+9',
  'DTM+137:202602030800:203',
  'TDT+20+V042E+1++NORL:172:20+++9074729:146:11:MV LONG ISLET:NO',
  'LOC+5+NOOSL',
  'LOC+60+GBFXT:139:6',
  'DTM+132:202602051330:203',
  'DTM+133:20260203:102',
  'EQD+CN+TSTU 741852-0+22G1:102:5++3+5',
  'MEA+AAE+G+KGM:4210.5',
  'MEA+AAE+T+KGM:2200',
  'SEL+SX1001+CA',
  'TMP+2+-18:CEL',
]

export const cuscarConsignments = [
  'CNI+1+NORL26001',
  'RFF+BM:NORL26001',
  'CNT+7:4210.5:KGM',
  'CNT+8:24',
  'CNT+11:480',
  'LOC+9+NOOSL',
  'LOC+11+GBFXT',
  'LOC+76+NOBGO',
  'LOC+83+GBIPS',
  'GIS+23',
  'MOA+43:1800.50:EUR',
  'NAD+CZ+11:160:9++NORDVIK TOOLS AS+QUAY 4+OSLO++0150+NO',
  'CTA+IC+:A DAHL',
  'COM+4722000000:TE',
  'NAD+CN+77:109+MILL LANE 4+ACORN FOODS:LTD++IPSWICH+SFK+IP1+GB',
  'RFF+VA:GB123',
  'NAD+NI++LUNE TRADERS, SHORE ROAD 2, WHITBY',
  'GID+1+24:CT',
  'FTX+AAA+++CAST IRON:PAN?+LID SETS',
  'MEA+AAE+G+K:4000.5',
  'MEA+AAE+N+KGM:3900',
  'MEA+VOL++MTQ:12.5',
  'SGP+TSTU7418520+24',
  'MEA+AAE+G+KGM:4000.5',
  'PCI+28+ACORN:IPSWICH',
  'RFF+HS:732310',
  'CST++73239400',
  'LOC+27+NO',
  'GID+2+2:PX',
  'FTX+AAA+++LAMP OIL',
  'MEA+WT++KGM:210',
  'DGS+IMD+3+UN1223',
  'SGP+TSTU7418520+2',
  'CNI+2',
  'RFF+HWB:HB-9',
  'RFF+MB:NORL26002',
  'FTX+AAI+++KEEP DRY',
  'NAD+OS+++VEST WOOL AS',
  'GID+1+10:BL',
  'FTX+AAA+++COMBED WOOL',
  'SGP+XYZU1234565+10',
]

export const inventedCuscar = interchange({
  type: 'CUSCAR:D:95B:UN',
  segments: [...cuscarHeader, ...cuscarConsignments, 'CNT+16:2', 'CNT+10:2'],
})

/** Version 2.x: the segments of a position stand before its EQD. */
export const inventedBaplie2 = interchange({
  type: 'BAPLIE:D:95B:UN:SMDG22',
  segments: [
    'BGM++PLAN1+9',
    'DTM+137:2602030800:201',
    'TDT+20+V042E+++NORL:172:20+++9074729:103::MV LONG ISLET',
    'LOC+5+NOOSL',
    'LOC+61+GBFXT',
    'DTM+178:2602021200:201',
    'DTM+132:2602051330:201',
    'LOC+147+0010282::5',
    'MEA+WT++KGM:21000',
    'DIM+13+CMT:::35',
    'TMP+2+-18:CEL',
    'LOC+9+NOOSL',
    'LOC+11+GBFXT',
    'RFF+BM:NORL26001',
    'EQD+CN+TSTU7418520+45R1+++5',
    'NAD+CA+NORL:172:20',
    'DGS+IMD+3+1223',
  ],
})

/** Version 3.x: the segments of a position stand behind its EQD. */
export const inventedBaplie3 = interchange({
  type: 'BAPLIE:D:13B:UN:SMDG31',
  segments: [
    'BGM+659+PLAN2+9',
    'TDT+20+V042E+++NORL:172:20+++9074729:146:11:MV LONG ISLET',
    'LOC+147+0020382::5',
    'EQD+CN+TSTU7418520:6346:5+45R1:6346:5+++4',
    'NAD+CF+NORL:LINES:306',
    'MEA+AAE+VGM+KGM:23850',
    'MEA+AAE+AET+KGM:23500',
    'LOC+9+NOOSL:139:6',
    'LOC+11+GBFXT:139:6',
    'LOC+147+0020384::5',
    'FTX+AAI+++LOST SPACE',
    'RFF+EQ:XYZU1234565',
  ],
})
