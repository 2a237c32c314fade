import type { ExchangeApi } from './exchange-api.ts'
import { localFile } from './local-file.ts'
import { ncmec } from './ncmec.ts'
import { stopNcii } from './stop-ncii.ts'
import { tcap } from './tcap.ts'
import { threatExchange } from './threat-exchange.ts'

/** Every kind of source, by the name that HMA's clients use. */
export const exchangeApis: ReadonlyMap<string, ExchangeApi> = new Map(
  [threatExchange, ncmec, stopNcii, tcap, localFile].map((api) => [api.name, api]),
)
