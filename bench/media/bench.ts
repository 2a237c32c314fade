/** Measures hashing of pictures and videos, range search among hashes, and both in a whole node over HTTP. */
import { runBench } from '../report/run-bench.ts'
import { measureDecode } from './measure-decode.ts'
import { measureNode } from './measure-node.ts'
import { measureSearch } from './measure-search.ts'

const options = {
  only: { is: '', what: 'decode, search or node' },
  sizes: { is: '', what: 'rows, commas between: 100000 is a quick run; none means 100000,1000000,10000000' },
  hashes: { is: 10_000_000, what: 'hashes in the index of the node' },
  runs: { is: 3, what: 'runs of each set; the one with the median ratio counts' },
}

await runBench('media', options, async ({ only, hashes, ...given }) => {
  const wanted = (part: string) => only === '' || only === part
  const nothing = { figures: [], faults: [] }
  const parts = [
    wanted('decode') ? await measureDecode() : nothing,
    wanted('search') ? measureSearch(given) : nothing,
    wanted('node') ? await measureNode(hashes) : nothing,
  ]
  return {
    seed: '1 to 24',
    figures: parts.flatMap(({ figures }) => figures),
    faults: parts.flatMap(({ faults }) => faults),
  }
})
