/**
 * The block chains whose addresses are exchanged, by the code that signals use, with all other names in use. Codes are
 * those of the exchanges in lower case. TRC-20 and ERC-20 tokens have the chain that carries them.
 */
const chains: Readonly<Record<string, readonly string[]>> = {
  btc: ['bitcoin', 'xbt', 'bitcoin-mainnet'],
  eth: ['ethereum', 'ether', 'erc20', 'erc-20'],
  xmr: ['monero'],
  trx: ['tron', 'trc20', 'trc-20'],
  ltc: ['litecoin'],
  bch: ['bitcoin-cash', 'bitcoincash', 'bcc'],
  dash: ['darkcoin'],
  doge: ['dogecoin'],
  xrp: ['ripple'],
  sol: ['solana'],
  ada: ['cardano'],
  zec: ['zcash'],
  bsc: ['bnb', 'binance-smart-chain', 'bep20', 'bep-20'],
  matic: ['polygon', 'pol'],
  ton: ['toncoin', 'the-open-network'],
  xlm: ['stellar'],
  dot: ['polkadot'],
  avax: ['avalanche'],
}
const codes = new Map(
  Object.entries(chains).flatMap(([code, names]) => [code, ...names].map((name) => [name, code] as const)),
)

/**
 * Returns the code of a block chain by any of its names, such as `btc` for `Bitcoin`. A name that the table does not have is
 * returned in lower case.
 */
export function chainOf(name: string): string {
  const tidy = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  return codes.get(tidy) ?? tidy
}
