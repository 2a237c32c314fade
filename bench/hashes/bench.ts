/** Measures the hashing of pictures, texts and addresses, in WebAssembly and in TypeScript. */
import { execFileSync } from 'node:child_process'
import { nodeArguments } from '../node/node-arguments.ts'
import type { Figure } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import type { HashRates } from './measure-hashes.ts'

await runBench('hashes', {}, async () => {
  const measured = (way: 'kernel' | 'plain'): HashRates => {
    const script = new URL(`./measure-hashes.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
    return JSON.parse(execFileSync(process.execPath, [...nodeArguments(script), way], { encoding: 'utf8' }))
  }
  const [fast, plain] = [measured('kernel'), measured('plain')]
  const milliseconds = (name: string, of: keyof HashRates['rates'], goal?: number): Figure => ({
    name,
    value: 1000 / fast.rates[of],
    unit: 'ms CPU',
    beside: { name: 'plain steps', value: 1000 / plain.rates[of] },
    goal: goal === undefined ? undefined : { is: 'at most', value: goal },
  })
  const figures: Figure[] = [
    milliseconds('PDQ of 512 x 512', 'picture', 1),
    milliseconds('PDQ of 1600 x 1004', 'large', undefined),
    milliseconds('PDQ of a video frame of 64 x 64', 'frame'),
    milliseconds('eight turned and mirrored of 512 x 512', 'dihedral'),
    {
      name: 'texts of 300 to 700 letters: signature',
      value: fast.rates.text,
      unit: 'texts / CPU s',
      beside: { name: 'plain steps', value: plain.rates.text },
      goal: { is: 'at least', value: 10_000 },
    },
    {
      name: 'TLSH',
      value: fast.rates.tlsh / 1e6,
      unit: 'MB / CPU s',
      goal: { is: 'at least', value: 35 },
      note: 'plain steps only; npm tlsh 3.5 MB/s by the requirements (not measured here)',
    },
    { name: 'addresses: canonical form and keys', value: fast.rates.address, unit: 'addresses / CPU s' },
  ]
  const faults = fast.hashes === plain.hashes ? [] : ['WebAssembly and the plain steps gave different hashes.']
  return { seed: 'formulas', figures, faults }
})
