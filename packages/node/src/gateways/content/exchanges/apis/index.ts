import { z } from 'zod'
import type { ExchangeApi } from './exchange-api.ts'
import { localFile } from './local-file.ts'
import { stopNcii } from './stop-ncii.ts'
import { tcap } from './tcap.ts'
import { threatExchange } from './threat-exchange.ts'

/**
 * NCMEC's hash sharing, listed because clients of HMA expect it. It is about child abuse, which is outside this
 * product's purpose: its settings are described, and nothing is ever fetched.
 */
const ncmec: ExchangeApi = {
  name: 'ncmec',
  config: z.strictObject({
    environment: z
      .enum([
        'https://report.cybertip.org/hashsharing',
        'https://hashsharing.ncmec.org/npo',
        'https://hashsharing.ncmec.org/exploitation',
      ])
      .meta({ help: 'Which of its environments' }),
    only_esp_ids: z.string().max(1000).default('').meta({ help: 'Only entries of these members, with commas' }),
  }),
  credentials: z.strictObject({
    user: z.string().min(1).max(500).meta({ help: 'The account' }),
    password: z.string().min(1).max(500).meta({ help: 'Its password' }),
  }),
  refused: 'This node is for terrorist content: it fetches nothing from NCMEC.',
  // biome-ignore lint/correctness/useYield: this source has no pages
  async *pages() {
    throw new Error('nothing is fetched from NCMEC')
  },
}

/** Every kind of source, by the name that HMA's clients use. */
export const exchangeApis: ReadonlyMap<string, ExchangeApi> = new Map(
  [threatExchange, ncmec, stopNcii, tcap, localFile].map((api) => [api.name, api]),
)
