/** Pictures and videos from bytes to hashes beside the decoder alone; range search among hashes beside a plain scan. */
import { runBench } from '../report/run-bench.ts'
import { measureDecode } from './measure-decode.ts'
import { measureSearch } from './measure-search.ts'

const options = {
  only: { is: '', what: 'decode or search' },
  sizes: { is: '', what: 'rows, commas between: 100000 is a quick run; none means 100000,1000000,10000000' },
  runs: { is: 3, what: 'runs of each set; the one with the middle ratio counts' },
}

await runBench('media', options, async ({ only, ...given }) => {
  const decode = only === 'search' ? { figures: [], faults: [] } : await measureDecode()
  const search = only === 'decode' ? { figures: [], faults: [] } : measureSearch(given)
  const figures = [...decode.figures, ...search.figures]
  return { seed: '1 to 24', figures, faults: [...decode.faults, ...search.faults] }
})
